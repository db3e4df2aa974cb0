package glasshouse.engine.config;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Files that exist only in a test. */
public final class MemoryFiles implements ConfigFiles {
  final Map<String, String> texts = new TreeMap<>();
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
    if (path.startsWith("/nonexist")) {
      return "No such file or directory";
    }
    directory = path;
    return null;
  }
}
