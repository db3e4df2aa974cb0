package glasshouse.engine.config;

import java.util.ArrayList;
import java.util.List;

/** Parameters that belong together, in the order CONFIG GET shows them. */
public abstract class Section {
  static final long INT = Integer.MAX_VALUE;
  static final long LONG = Long.MAX_VALUE;
  static final long KB = 1 << 10;
  static final long MB = 1 << 20;
  static final long GB = 1 << 30;

  private final List<Parameter> rows = new ArrayList<>();

  Section() {}

  final List<Parameter> rows() {
    return rows;
  }

  final <P extends Parameter> P row(P parameter) {
    rows.add(parameter);
    return parameter;
  }

  final NumberParameter number(String names, long normal, long min, long max, Mark... marks) {
    return row(new NumberParameter(names, NumberParameter.Unit.PLAIN, normal, min, max, marks));
  }

  final NumberParameter memory(String names, long normal, long min, long max, Mark... marks) {
    return row(new NumberParameter(names, NumberParameter.Unit.MEMORY, normal, min, max, marks));
  }

  final FlagParameter flag(String names, boolean normal, Mark... marks) {
    return row(new FlagParameter(names, normal, "", marks));
  }

  /** A flag that must stay {@code no}; {@code why} is the answer to {@code yes}. */
  final FlagParameter no(String names, String why, Mark... marks) {
    return row(new FlagParameter(names, false, why, marks));
  }

  final TextParameter text(String names, String normal, Mark... marks) {
    return row(new TextParameter(names, normal, text -> null, marks));
  }

  final WordParameter word(String names, String normal, String words, Mark... marks) {
    return row(new WordParameter(names, normal, List.of(words.split(" ")), marks));
  }
}
