package glasshouse.engine.sim;

import glasshouse.engine.config.ConfigFiles;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The configuration files of one simulated node. */
final class SimFiles implements ConfigFiles {
  private final Map<String, String> texts = new TreeMap<>();
  private String directory = "/data";

  @Override
  public String read(String path) throws Failure {
    String text = texts.get(path);
    if (text == null) {
      throw new Failure("No such file or directory");
    }
    return text;
  }

  @Override
  public void write(String path, String text) {
    texts.put(path, text);
  }

  @Override
  public String directory() {
    return directory;
  }

  @Override
  public @Nullable String enter(String path) {
    directory = path;
    return null;
  }
}
