package glasshouse.app.cache;

import glasshouse.app.Span;
import glasshouse.engine.lock.FileHold;
import glasshouse.engine.lock.WaitEnded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Take the lock alone, keep it for a while, and let go. */
@Command(
    name = "hold",
    description = "Take the lock alone, keep it for a while, and let go.",
    mixinStandardHelpOptions = true)
final class CacheHold implements Callable<Integer> {
  @Mixin private CacheFile file = new CacheFile();

  @Option(
      names = "--for",
      required = true,
      paramLabel = "TIME",
      converter = Span.class,
      description = "How long, for example 5s.")
  private Duration time = Duration.ZERO;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Span.class,
      description = "How long to wait for it (default: for ever).")
  private Duration timeout = Duration.ZERO;

  @Option(
      names = "--create",
      description = "Make an empty file when there is none, as bbolt's open does.")
  private boolean create;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!create && !Files.exists(file.path)) {
      // To open it for its lock would make it: a name that was mistyped would be held for nothing.
      throw new NoSuchFileException(file.path.toString());
    }
    try (FileHold hold =
        FileHold.take(CacheFile.registry(), file.path, false, timeout.toMillis(), "cache hold")) {
      int descriptor = hold.descriptor();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("file", file.path.toString());
      figures.put("descriptor", descriptor);
      figures.put("millis", time.toMillis());
      file.print(
          figures, () -> System.out.printf("holding %s (descriptor %d)%n", file.path, descriptor));
      // tidy: to hold for a time is what was asked for
      Thread.sleep(time);
      return 0;
    } catch (WaitEnded ended) {
      System.err.printf("glasshouse: %s: it is held by %s%n", ended.getMessage(), file.holder());
      return CacheCommand.LOCKED;
    }
  }
}
