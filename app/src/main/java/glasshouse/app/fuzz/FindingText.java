package glasshouse.app.fuzz;

import glasshouse.engine.fuzz.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A finding as lines of text. */
final class FindingText {
  private FindingText() {}

  /** The line that replays it. */
  static String replay(Finding finding) {
    return "./glasshouse replay " + finding.seed();
  }

  /** Everything there is to tell of it. */
  static List<String> lines(Finding finding) {
    List<String> lines = new ArrayList<>();
    lines.add("broken: " + finding.sentence());
    lines.add("  " + finding.detail());
    lines.add("  event " + finding.event() + ", " + finding.at() + " ms after the start");
    lines.add("  replay: " + replay(finding));
    lines.add("  what was done:");
    finding.acts().forEach(act -> lines.add("  " + act));
    lines.add("  the last events:");
    finding.picture().forEach(row -> lines.add("  " + row));
    return lines;
  }

  /** The same as a table, for JSON; {@code kind} is what else was found of it. */
  static Map<String, Object> table(Finding finding, Search.@Nullable Kind kind) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("broken", finding.sentence());
    row.put("detail", finding.detail());
    row.put("count", kind == null ? 1 : kind.count());
    row.put("seed", finding.seed().toString());
    row.put("seeds", kind == null ? List.of(finding.seed().toString()) : kind.seeds());
    row.put("event", finding.event());
    row.put("at", finding.at());
    row.put("acts", finding.acts());
    row.put("picture", finding.picture());
    return row;
  }
}
