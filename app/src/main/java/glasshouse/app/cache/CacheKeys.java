package glasshouse.app.cache;

import glasshouse.engine.cache.Cursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** List the keys of a bucket in order; buckets end with a slash. */
@Command(
    name = "keys",
    description = "List the keys of a bucket in order; buckets end with a slash.",
    mixinStandardHelpOptions = true)
final class CacheKeys implements Callable<Integer> {
  @Mixin private CacheFile file = new CacheFile();

  @Parameters(index = "1", paramLabel = "BUCKET", arity = "0..1", description = "Which bucket.")
  private String bucket = "";

  @Override
  public Integer call() throws IOException {
    List<String> keys =
        file.read(
            tx -> {
              List<String> found = new ArrayList<>();
              Cursor cursor =
                  bucket.isEmpty() ? tx.cursor() : CacheFile.needBucket(tx, bucket).cursor();
              for (Cursor.Entry entry = cursor.first(); entry != null; entry = cursor.next()) {
                found.add(CacheFile.text(entry.key()) + (entry.isBucket() ? "/" : ""));
              }
              return found;
            });
    file.print(keys, () -> keys.forEach(System.out::println));
    return 0;
  }
}
