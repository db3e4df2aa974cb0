package glasshouse.engine.fuzz.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What differs between two nodes, in words. */
final class Difference {
  private static final int SHOWN = 3;

  private Difference() {}

  static String between(Watched one, Watched other) {
    List<String> found = new ArrayList<>();
    for (int db = 0; db < Probe.DATABASES; db++) {
      Set<String> keys = new TreeSet<>(Probe.lines(one, db, "KEYS", "*"));
      keys.addAll(Probe.lines(other, db, "KEYS", "*"));
      for (String quoted : keys) {
        String key = quoted.substring(1, quoted.length() - 1);
        String here = state(one, db, key);
        String there = state(other, db, key);
        if (!here.equals(there)) {
          found.add(
              "%s of database %d: %s has %s, %s has %s"
                  .formatted(key, db, one.name(), here, other.name(), there));
        }
      }
    }
    if (found.isEmpty()) {
      return one.name() + " and " + other.name() + " differ in keys that no client sees any more";
    }
    int more = found.size() - SHOWN;
    return String.join("; ", found.subList(0, Math.min(SHOWN, found.size())))
        + (more > 0 ? "; and " + more + " keys more" : "");
  }

  private static String state(Watched node, int db, String key) {
    String type = Probe.text(node, db, "TYPE", key);
    String value =
        switch (type) {
          case "none" -> "nothing";
          case "string" -> Probe.text(node, db, "GET", key);
          case "list" -> Probe.text(node, db, "LRANGE", key, "0", "-1");
          default ->
              type
                  + " "
                  + Probe.text(node, db, "DEBUG", "DIGEST-VALUE", key).replaceAll("^1\\) ", "");
        };
    String expiry = Probe.text(node, db, "PEXPIRETIME", key);
    return expiry.endsWith("-1") || type.equals("none")
        ? value
        : value + " until " + expiry.replace("(integer) ", "");
  }
}
