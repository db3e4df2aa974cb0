package glasshouse.app.cache;

import glasshouse.app.Span;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.StoreFault;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.live.store.RealStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Put lines of KEY, a tab, VALUE from standard input into a bucket, all or none. */
@Command(
    name = "load",
    description = "Put lines of KEY, a tab, VALUE from standard input into a bucket, all or none.",
    mixinStandardHelpOptions = true)
final class CacheLoad implements Callable<Integer> {
  @Mixin private CacheFile file = new CacheFile();

  @Parameters(index = "1", paramLabel = "BUCKET", description = "Created when it is missing.")
  private String bucket = "";

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Span.class,
      description = "How long to wait for the lock (default: for ever).")
  private Duration timeout = Duration.ZERO;

  @Override
  public Integer call() throws IOException {
    List<String> lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            .lines()
            .toList();
    StoreOptions options = StoreOptions.DEFAULT.within(timeout.toMillis());
    try (RealStore open = file.open(options)) {
      open.store().update(tx -> put(tx, lines));
    }
    file.print(Map.of("keys", lines.size()), () -> System.out.println(lines.size() + " keys"));
    return 0;
  }

  private void put(Tx tx, List<String> lines) {
    Bucket into = null;
    for (String name : bucket.split("/", -1)) {
      byte[] bytes = CacheFile.bytes(name);
      into = into == null ? tx.createBucketIfMissing(bytes) : into.createBucketIfMissing(bytes);
    }
    for (int i = 0; i < lines.size(); i++) {
      int tab = lines.get(i).indexOf(9);
      if (tab < 1 || into == null) {
        throw new StoreFault(
            StoreFault.Kind.KEY_REQUIRED,
            "line %d: a key, a tab and a value were expected; nothing was loaded".formatted(i + 1));
      }
      into.put(
          CacheFile.bytes(lines.get(i).substring(0, tab)),
          lines.get(i).substring(tab + 1).getBytes(StandardCharsets.UTF_8));
    }
  }
}
