package glasshouse.engine.config;

import glasshouse.engine.base.Quoting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** dir: where data files lie. The value lives in {@link ConfigFiles}. */
public final class DirectoryParameter extends Parameter {
  private final ConfigFiles files;
  private final String normal;

  DirectoryParameter(ConfigFiles files) {
    super("dir", Mark.PROTECTED, Mark.NOT_WHILE_LOADING);
    this.files = files;
    normal = files.directory();
  }

  @Override
  public String text() {
    return files.directory();
  }

  @Override
  @Nullable String take(List<String> words, boolean loading) {
    return files.enter(words.getFirst());
  }

  @Override
  void rewrite(ConfigRewrite file) {
    file.set(name(), Quoting.quote(text()), true);
  }

  @Override
  boolean isDefault() {
    return text().equals(normal);
  }
}
