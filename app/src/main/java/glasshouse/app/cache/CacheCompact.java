package glasshouse.app.cache;

import glasshouse.engine.cache.Copies;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.live.store.RealStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Write the newest state into a new file without free pages. */
@Command(
    name = "compact",
    description = "Write the newest state into a new file without free pages.",
    mixinStandardHelpOptions = true)
final class CacheCompact implements Callable<Integer> {
  @Mixin private CacheFile file = new CacheFile();

  @Parameters(index = "1", paramLabel = "TO", description = "The new file.")
  private Path to = Path.of("");

  @Option(
      names = "--tx-max-size",
      paramLabel = "BYTES",
      defaultValue = "65536",
      description = "Commit after so many bytes; 0 for one commit (default: ${DEFAULT-VALUE}).")
  private long most;

  @Override
  public Integer call() throws IOException {
    NewFile.refuseExisting(to);
    StoreOptions options = StoreOptions.DEFAULT.withoutSync();
    long before =
        file.read(
            tx -> {
              NewFile.deleteIfThere(to);
              NewFile.createLike(file.path, to);
              try (RealStore open = RealStore.open(CacheFile.registry(), to, options)) {
                Copies.compact(tx, open.store(), most);
              }
              return tx.size();
            });
    NewFile.sync(to);
    long after = Files.size(to);
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("before", before);
    figures.put("after", after);
    file.print(figures, () -> System.out.printf("%d -> %d bytes%n", before, after));
    return 0;
  }
}
