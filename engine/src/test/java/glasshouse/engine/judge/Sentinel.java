package glasshouse.engine.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A real redis-sentinel that watches one master, in a hurry. */
final class Sentinel implements AutoCloseable {
  /** What Debian's package redis-sentinel brings. */
  private static final Path PACKAGED = Path.of("/etc/redis/sentinel.conf");

  private static final int QUORUM = 2;

  private final Process process;
  private final Path log;
  private final int port;

  private Sentinel(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Starts one in {@code directory}, which it keeps its configuration in. */
  static Sentinel watch(Path directory, int masterPort) {
    try {
      int port;
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
      Path file = directory.resolve("sentinel-" + port + ".conf");
      Path log = directory.resolve("sentinel-" + port + ".log");
      String packaged = Files.isReadable(PACKAGED) ? Files.readString(PACKAGED) : "";
      Files.writeString(
          file,
          "sentinel monitor watched 127.0.0.1 %d %d\n".formatted(masterPort, QUORUM)
              + without(packaged).replace("mymaster", "watched")
              + """

              port %d
              bind 127.0.0.1
              dir %s
              sentinel down-after-milliseconds watched 600
              sentinel failover-timeout watched 1000
              """
                  .formatted(port, directory));
      Process process =
          new ProcessBuilder("redis-sentinel", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new Sentinel(process, log, port);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start redis-sentinel", e);
    }
  }

  /** A package's lines, but for those that say where it runs and what it watches. */
  private static String without(String packaged) {
    return packaged
        .lines()
        .filter(line -> !line.matches("(port|daemonize|pidfile|logfile|dir|sentinel monitor) .*"))
        .collect(Collectors.joining("\n"));
  }

  /** Shortens what it does every second or every ten; true when it is there to hear it. */
  boolean hurry() {
    return ask("SENTINEL DEBUG info-period 200 ping-period 100 publish-period 200 ask-period 100")
        .equals("+OK");
  }

  /** The answer to a line; nothing while it does not listen yet. */
  String ask(String line) {
    try (Talk talk = new Talk(port)) {
      return talk.line(line);
    } catch (UncheckedIOException notYet) {
      return "";
    }
  }

  /** True when it sees two replicas and two other sentinels. */
  boolean seesAll() {
    List<String> words = List.of(ask("SENTINEL MASTER watched").split(", "));
    return follows(words, "num-slaves", "2")
        && follows(words, "num-other-sentinels", "2")
        && follows(words, "flags", "master");
  }

  private static boolean follows(List<String> words, String name, String value) {
    int at = words.indexOf('"' + name + '"');
    return at >= 0 && words.get(at + 1).equals('"' + value + '"');
  }

  /** The port of the master, as it sees it. */
  String master() {
    return ask("SENTINEL GET-MASTER-ADDR-BY-NAME watched").replaceAll(".*, \"|\"]", "");
  }

  /** What it has logged. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
