package glasshouse.engine.judge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** redis-cli, as a program. */
final class Cli {
  private static final long PATIENCE = 30;

  private Cli() {}

  /**
   * What a run has printed, errors among it.
   *
   * @param exit its exit code
   */
  record Printed(int exit, String text) {}

  /** Starts it for the server behind {@code port}. */
  static Process start(int port, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("redis-cli", "-p", String.valueOf(port)));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Runs it to its end, with {@code input} on its standard input. */
  static Printed run(int port, String input, String... options) throws Exception {
    return finish(start(port, options), input);
  }

  /** The same for any program that was started. */
  static Printed finish(Process process, String input) throws Exception {
    CompletableFuture<byte[]> printed =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return process.getInputStream().readAllBytes();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    process.getOutputStream().write(input.getBytes(StandardCharsets.ISO_8859_1));
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    String text = new String(printed.get(PATIENCE, TimeUnit.SECONDS), StandardCharsets.UTF_8);
    return new Printed(process.exitValue(), text);
  }

  /** The lines of a program that never ends, until one is as wanted; then it is ended. */
  static List<String> until(Process process, Predicate<String> wanted) {
    List<String> seen = new ArrayList<>();
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        seen.add(line);
        if (wanted.test(line)) {
          return seen;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      process.destroyForcibly();
    }
    throw new AssertionError("ended after " + seen);
  }

  /** The same on another thread: everything up to a line that contains {@code mark}. */
  static CompletableFuture<List<String>> later(Process process, String mark) {
    return CompletableFuture.supplyAsync(() -> until(process, line -> line.contains(mark)));
  }
}
