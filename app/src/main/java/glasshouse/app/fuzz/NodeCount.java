package glasshouse.app.fuzz;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many nodes a cluster has: {@code 4}, or {@code 3..5} for each in turn. */
record NodeCount(int least, int most) {
  /** For a seed: all counts come equally often. */
  int of(long number) {
    return least + (int) Math.floorMod(number, (long) most - least + 1);
  }

  /** Reads it. */
  static final class Reader implements ITypeConverter<NodeCount> {
    private static final Pattern FORM = Pattern.compile("([2-9])(?:\\.\\.([2-9]))?");

    @Override
    public NodeCount convert(String text) {
      Matcher form = FORM.matcher(text);
      if (form.matches()) {
        int least = Integer.parseInt(form.group(1));
        int most = form.group(2) == null ? least : Integer.parseInt(form.group(2));
        if (least <= most) {
          return new NodeCount(least, most);
        }
      }
      throw new TypeConversionException(
          "'" + text + "' is no number of nodes; expected for example 4 or 3..5, from 2 to 9");
    }
  }
}
