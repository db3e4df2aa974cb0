package glasshouse.app.cache;

import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.Cursor;
import glasshouse.engine.cache.PageMap;
import glasshouse.engine.cache.Tx;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Count pages, free pages, buckets and keys. */
@Command(
    name = "stats",
    description = "Count pages, free pages, buckets and keys.",
    mixinStandardHelpOptions = true)
final class CacheStats implements Callable<Integer> {
  @Mixin private CacheFile file = new CacheFile();

  @Override
  public Integer call() throws IOException {
    Map<String, Object> figures = file.read(CacheStats::count);
    file.print(
        figures,
        () -> figures.forEach((name, figure) -> System.out.printf("%-16s %s%n", name, figure)));
    return 0;
  }

  private static Map<String, Object> count(Tx tx) {
    Map<PageMap.Kind, Long> kinds = new EnumMap<>(PageMap.Kind.class);
    Set<String> buckets = new TreeSet<>();
    for (PageMap.Use use : PageMap.of(tx)) {
      kinds.merge(use.kind(), 1L, Long::sum);
    }
    long[] keys = {0};
    Cursor names = tx.cursor();
    for (Cursor.Entry name = names.first(); name != null; name = names.next()) {
      count(CacheFile.text(name.key()), tx.bucket(name.key()), buckets, keys);
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("transaction", tx.id());
    figures.put("bytes", tx.size());
    figures.put("page size", tx.bytes(0).length);
    for (PageMap.Kind kind : PageMap.Kind.values()) {
      figures.put(kind.name().toLowerCase(Locale.ROOT) + " pages", kinds.getOrDefault(kind, 0L));
    }
    figures.put("buckets", buckets.size());
    figures.put("keys", keys[0]);
    return figures;
  }

  private static void count(
      String path, @Nullable Bucket bucket, Set<String> buckets, long[] keys) {
    if (bucket == null) {
      return;
    }
    buckets.add(path);
    Cursor cursor = bucket.cursor();
    for (Cursor.Entry entry = cursor.first(); entry != null; entry = cursor.next()) {
      if (entry.isBucket()) {
        count(path + "/" + CacheFile.text(entry.key()), bucket.bucket(entry.key()), buckets, keys);
      } else {
        keys[0]++;
      }
    }
  }
}
