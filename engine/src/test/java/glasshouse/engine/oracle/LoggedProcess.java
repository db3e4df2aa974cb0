package glasshouse.engine.oracle;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program of others that runs beside a test, and what it says meanwhile. */
final class LoggedProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 5;

  private final Process process;
  private final String ready;
  private final List<String> log = new ArrayList<>();
  private final CountDownLatch readyOrGone = new CountDownLatch(1);

  private LoggedProcess(Process process, String ready) {
    this.process = process;
    this.ready = ready;
  }

  /** The program of this name on the PATH; null when there is none. */
  static @Nullable Path find(String name) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin");
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, name);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    return null;
  }

  /** Why there is no such program, in words; null when there is one. */
  static @Nullable String missing(String name, String debianPackage) {
    return find(name) != null
        ? null
        : "no %s on the PATH (Debian: apt-get install %s)".formatted(name, debianPackage);
  }

  /** A port of loopback that nobody listens on, for now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Starts a program.
   *
   * @param ready what stands in the line that it says when it is up
   */
  static LoggedProcess start(List<String> command, String ready) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    LoggedProcess logged = new LoggedProcess(process, ready);
    Thread.ofPlatform().daemon().name("log of " + command.getFirst()).start(logged::readLog);
    return logged;
  }

  private void readLog() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (log) {
          log.add(line);
        }
        if (line.contains(ready)) {
          readyOrGone.countDown();
        }
      }
    } catch (IOException e) {
      synchronized (log) {
        log.add("(its log ended: " + e.getMessage() + ")");
      }
    } finally {
      readyOrGone.countDown();
    }
  }

  /** Waits until it is up or has ended; whether it is up. */
  boolean up(int seconds) {
    try {
      return readyOrGone.await(seconds, TimeUnit.SECONDS) && log().contains(ready);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What it has said until now, lines joined with newlines. */
  String log() {
    synchronized (log) {
      return String.join("\n", log);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Ends it, with force when it does not want to. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
