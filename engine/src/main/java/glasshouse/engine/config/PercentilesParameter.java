package glasshouse.engine.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** latency-tracking-info-percentiles: which percentiles INFO latencystats shows. */
public final class PercentilesParameter extends Parameter {
  private static final List<Double> NORMAL = List.of(50.0, 99.0, 99.9);

  private List<Double> percentiles = NORMAL;

  PercentilesParameter() {
    super("latency-tracking-info-percentiles");
  }

  /** The percentiles, each from 0 to 100. */
  public List<Double> percentiles() {
    return percentiles;
  }

  /** A percentile in as few digits as it needs. */
  public static String digits(double percentile) {
    return percentile == Math.rint(percentile)
        ? Long.toString((long) percentile)
        : Double.toString(percentile);
  }

  @Override
  public String text() {
    List<String> shown = new ArrayList<>();
    for (double percentile : percentiles) {
      shown.add(digits(percentile));
    }
    return String.join(" ", shown);
  }

  @Override
  boolean takesMany() {
    return true;
  }

  @Override
  @Nullable String take(List<String> words, boolean loading) {
    List<Double> taken = new ArrayList<>();
    boolean none = words.size() == 1 && words.getFirst().isEmpty();
    for (String word : none ? List.<String>of() : words) {
      if (!word.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+|0[xX][0-9a-fA-F]+)")) {
        return "Invalid latency-tracking-info-percentiles parameters";
      }
      boolean hex = word.contains("x") || word.contains("X");
      double percentile = Double.parseDouble(hex ? word + "p0" : word);
      if (percentile < 0 || percentile > 100) {
        return "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]";
      }
      taken.add(percentile);
    }
    percentiles = List.copyOf(taken);
    return null;
  }

  /** Redis writes this one even when it is the default. */
  @Override
  void rewrite(ConfigRewrite file) {
    file.set(name(), fileText(), true);
  }

  @Override
  String fileText() {
    return percentiles.isEmpty() ? "\"\"" : text();
  }

  @Override
  boolean isDefault() {
    return percentiles.equals(NORMAL);
  }
}
