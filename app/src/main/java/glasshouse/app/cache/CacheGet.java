package glasshouse.app.cache;

import java.io.IOException;
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
    System.out.write(value.get());
    System.out.flush();
    return 0;
  }
}
