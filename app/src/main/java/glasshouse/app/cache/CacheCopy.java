package glasshouse.app.cache;

import glasshouse.engine.cache.Copies;
import glasshouse.engine.cache.StoreFault;
import glasshouse.engine.live.os.FilePages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copy the newest state page by page, also while the file is in use. */
@Command(
    name = "copy",
    description = "Copy the newest state page by page, also while the file is in use.",
    mixinStandardHelpOptions = true)
final class CacheCopy implements Callable<Integer> {
  @Mixin private CacheFile file = new CacheFile();

  @Parameters(index = "1", paramLabel = "TO", description = "The new file.")
  private Path to = Path.of("");

  @Override
  public Integer call() throws IOException {
    NewFile.refuseExisting(to);
    long bytes =
        file.read(
            tx -> {
              NewFile.deleteIfThere(to);
              NewFile.createLike(file.path, to);
              try (FilePages pages = FilePages.open(to, false)) {
                return Copies.hot(tx, pages);
              } catch (IOException e) {
                throw new StoreFault(StoreFault.Kind.IO, to + ": " + e.getMessage(), e);
              }
            });
    file.print(Map.of("bytes", bytes), () -> System.out.println(bytes + " bytes"));
    return 0;
  }
}
