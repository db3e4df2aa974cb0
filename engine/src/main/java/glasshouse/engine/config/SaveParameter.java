package glasshouse.engine.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** save: after how many seconds and changes the data set is saved by itself. */
public final class SaveParameter extends Parameter {
  /**
   * Save when {@code changes} changes were made and {@code seconds} have passed since the last
   * save.
   */
  public record Point(long seconds, long changes) {}

  private static final List<Point> NORMAL =
      List.of(new Point(3600, 1), new Point(300, 100), new Point(60, 10000));

  private List<Point> points = NORMAL;
  private boolean untouched = true;

  SaveParameter() {
    super("save");
  }

  /** The points; empty when nothing is saved by itself. */
  public List<Point> points() {
    return points;
  }

  /** True when one of the points says that it is time to save. */
  public boolean due(long seconds, long changes) {
    for (Point point : points()) {
      if (seconds >= point.seconds() && changes >= point.changes()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String text() {
    StringBuilder out = new StringBuilder();
    for (Point point : points) {
      out.append(out.isEmpty() ? "" : " ");
      out.append(point.seconds).append(' ').append(point.changes);
    }
    return out.toString();
  }

  @Override
  boolean takesMany() {
    return true;
  }

  /** In a file the first line replaces the defaults, later ones add, and an empty one clears. */
  @Override
  @Nullable String take(List<String> words, boolean loading) {
    boolean none = words.isEmpty() || words.size() == 1 && words.getFirst().isEmpty();
    List<Point> taken = new ArrayList<>(loading && !untouched && !none ? points : List.of());
    if (!none && words.size() % 2 != 0) {
      return "Invalid save parameters";
    }
    for (int i = 0; !none && i < words.size(); i += 2) {
      if (!isAtLeast(words.get(i), 1) || !isAtLeast(words.get(i + 1), 0)) {
        return "Invalid save parameters";
      }
      taken.add(new Point(Long.parseLong(words.get(i)), Long.parseLong(words.get(i + 1))));
    }
    untouched = false;
    points = List.copyOf(taken);
    return null;
  }

  private static boolean isAtLeast(String word, long least) {
    return !word.isEmpty()
        && word.length() < 19
        && word.chars().allMatch(c -> c >= '0' && c <= '9')
        && Long.parseLong(word) >= least;
  }

  @Override
  void rewrite(ConfigRewrite file) {
    if (points.isEmpty()) {
      file.set(name(), "\"\"", true);
    }
    for (Point point : points) {
      file.set(name(), point.seconds + " " + point.changes, true);
    }
  }

  @Override
  boolean isDefault() {
    return points.equals(NORMAL);
  }
}
