package glasshouse.app.cache;

import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Write the value of a key to standard output, byte for byte. */
@Command(
    name = "get",
    description = "Write the value of a key to standard output, byte for byte.",
    mixinStandardHelpOptions = true)
final class CacheGet implements Callable<Integer> {
  @Mixin private CacheFile file = new CacheFile();

  @Parameters(index = "1", paramLabel = "BUCKET", description = "Which bucket.")
  private String bucket = "";

  @Parameters(index = "2", paramLabel = "KEY", description = "Which key.")
  private String key = "";

  @Override
  public Integer call() throws IOException {
    Optional<byte[]> value =
        file.read(
            tx -> Optional.ofNullable(CacheFile.needBucket(tx, bucket).get(CacheFile.bytes(key))));
    if (value.isEmpty()) {
      System.err.printf("glasshouse: there is no key %s in bucket %s%n", key, bucket);
      return 1;
    }
    byte[] bytes = value.get();
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("key", key);
    figures.put("value", CacheFile.text(bytes));
    figures.put("base64", Base64.getEncoder().encodeToString(bytes));
    file.print(figures, () -> System.out.write(bytes, 0, bytes.length));
    return 0;
  }
}
