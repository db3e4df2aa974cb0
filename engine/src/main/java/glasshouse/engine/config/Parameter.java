package glasshouse.engine.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One parameter: a name of redis.conf, what it may be, what it is. Texts are those of Redis 7.0.15
 * (config.c); a problem is answered as the words that follow the name of the parameter.
 */
public abstract sealed class Parameter
    permits NumberParameter,
        FlagParameter,
        TextParameter,
        WordParameter,
        WordsParameter,
        EraParameter,
        BindParameter,
        SaveParameter,
        BufferLimitsParameter,
        NotifyParameter,
        MasterParameter,
        PercentilesParameter,
        OomScoresParameter,
        DirectoryParameter {

  /** Called after a new value was taken; answers why it cannot have effect, or null. */
  @FunctionalInterface
  public interface Hook {
    /** Carries the new value where it has effect. */
    @Nullable String changed();
  }

  private final String name;
  private final String alias;
  private final List<Mark> marks;
  private @Nullable Hook hook;

  /**
   * A parameter.
   *
   * @param names its name, and behind a blank an older name if there is one
   */
  Parameter(String names, Mark... marks) {
    int blank = names.indexOf(' ');
    name = blank < 0 ? names : names.substring(0, blank);
    alias = blank < 0 ? "" : names.substring(blank + 1);
    this.marks = List.of(marks);
  }

  /** The name, in lower case. */
  public final String name() {
    return name;
  }

  /** The older name, in lower case; empty when there is none. */
  public final String alias() {
    return alias;
  }

  /** Whether it has the mark. */
  public final boolean is(Mark mark) {
    return marks.contains(mark);
  }

  /** Names who carries new values where they have effect. */
  public final void onChange(Hook newHook) {
    hook = newHook;
  }

  final @Nullable Hook hook() {
    return hook;
  }

  /** The value as CONFIG GET shows it. */
  public abstract String text();

  /** True when a value may consist of several words ({@code save 900 1 300 10}). */
  boolean takesMany() {
    return false;
  }

  /** How many words a value has; 0 for any number. */
  int wordCount() {
    return takesMany() ? 0 : 1;
  }

  /**
   * Takes a value, or leaves all as it was and says what is wrong with it.
   *
   * @param words at least one; those of the line behind the name
   * @param loading true for a file or the command line, where some values add up line by line
   */
  abstract @Nullable String take(List<String> words, boolean loading);

  /** Says what a configuration file is to hold, see {@link ConfigRewrite}. */
  void rewrite(ConfigRewrite file) {
    file.set(name, fileText(), !isDefault());
  }

  /** The value as it stands in a file. */
  String fileText() {
    return text();
  }

  /** True when the value is the one a server has that is told nothing. */
  abstract boolean isDefault();
}
