package glasshouse.engine.keyspace;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What DEBUG HTSTATS of Redis 7.0 says of one array of a {@link Dict}. */
final class DictChains {
  /** Chains of this length and longer are counted together. */
  private static final int LONGEST = 50;

  private DictChains() {}

  static String of(String head, Dict.@Nullable Entry[] table, int size) {
    if (size == 0) {
      return head + "\nNo stats available for empty dictionaries\n";
    }
    long[] lengths = new long[LONGEST];
    int used = 0;
    int longest = 0;
    for (Dict.@Nullable Entry first : table) {
      int length = 0;
      for (Dict.@Nullable Entry e = first; e != null; e = e.next) {
        length++;
      }
      lengths[Math.min(length, LONGEST - 1)]++;
      used += length > 0 ? 1 : 0;
      longest = Math.max(longest, length);
    }
    StringBuilder text = new StringBuilder(head);
    text.append("\n table size: ").append(table.length);
    text.append("\n number of elements: ").append(size);
    text.append("\n different slots: ").append(used);
    text.append("\n max chain length: ").append(longest);
    String average = String.format(Locale.ROOT, "%.2f", (double) size / used);
    text.append("\n avg chain length (counted): ").append(average);
    text.append("\n avg chain length (computed): ").append(average);
    text.append("\n Chain length distribution:\n");
    for (int length = 0; length < LONGEST; length++) {
      if (lengths[length] > 0) {
        double share = 100.0 * lengths[length] / table.length;
        text.append(
            String.format(
                Locale.ROOT,
                "   %s%d: %d (%.2f%%)\n",
                length == LONGEST - 1 ? ">= " : "",
                length,
                lengths[length],
                share));
      }
    }
    return text.toString();
  }
}
