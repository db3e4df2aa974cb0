package glasshouse.app.cache;

import glasshouse.engine.cache.ContentHash;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Print the checksum of the content that etcdctl snapshot status prints. */
@Command(
    name = "hash",
    description = "Print the checksum of the content that etcdctl snapshot status prints.",
    mixinStandardHelpOptions = true)
final class CacheHash implements Callable<Integer> {
  @Mixin private CacheFile file = new CacheFile();

  @Override
  public Integer call() throws IOException {
    long hash = file.read(ContentHash::of);
    String text = Long.toHexString(hash);
    file.print(Map.of("hash", text), () -> System.out.println(text));
    return 0;
  }
}
