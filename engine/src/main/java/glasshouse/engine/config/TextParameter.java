package glasshouse.engine.config;

import glasshouse.engine.base.Quoting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Free text; empty for none. */
public final class TextParameter extends Parameter {
  /** Says what is wrong with a text. */
  @FunctionalInterface
  interface Rule {
    /** The problem in words, or null. */
    @Nullable String problem(String text);
  }

  private final String normal;
  private final Rule rule;
  private String value;

  TextParameter(String names, String normal, Rule rule, Mark... marks) {
    super(names, marks);
    this.normal = normal;
    this.rule = rule;
    value = normal;
  }

  /** The value, characters of ISO 8859-1. */
  public String value() {
    return value;
  }

  /** Sets the value without asking rules or hooks. */
  public void value(String text) {
    value = text;
  }

  @Override
  public String text() {
    return value;
  }

  @Override
  @Nullable String take(List<String> words, boolean loading) {
    String problem = rule.problem(words.getFirst());
    if (problem == null) {
      value = words.getFirst();
    }
    return problem;
  }

  @Override
  void rewrite(ConfigRewrite file) {
    if (value.isEmpty() && normal.isEmpty()) {
      file.drop(name());
    } else {
      file.set(name(), fileText(), !isDefault());
    }
  }

  @Override
  String fileText() {
    return Quoting.quote(value);
  }

  @Override
  boolean isDefault() {
    return value.equals(normal);
  }
}
