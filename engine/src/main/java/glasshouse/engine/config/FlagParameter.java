package glasshouse.engine.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Yes or no. */
public final class FlagParameter extends Parameter {
  private final boolean normal;
  private final String whyNotYes;
  private boolean value;

  FlagParameter(String names, boolean normal, String whyNotYes, Mark... marks) {
    super(names, marks);
    this.normal = normal;
    this.whyNotYes = whyNotYes;
    value = normal;
  }

  /** The value. */
  public boolean value() {
    return value;
  }

  @Override
  public String text() {
    return value ? "yes" : "no";
  }

  @Override
  @Nullable String take(List<String> words, boolean loading) {
    String word = words.getFirst();
    boolean yes = word.equalsIgnoreCase("yes");
    if (!yes && !word.equalsIgnoreCase("no")) {
      return "argument must be 'yes' or 'no'";
    }
    if (yes && !whyNotYes.isEmpty()) {
      return whyNotYes;
    }
    value = yes;
    return null;
  }

  @Override
  boolean isDefault() {
    return value == normal;
  }
}
