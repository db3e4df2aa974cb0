package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process that may write no more, and one that is killed while it writes. */
class ServeDiskTest {
  @TempDir private Path directory;
  @RegisterExtension final Served served = new Served();

  @Test
  void aWriteErrorOfTheSystemLeavesTheOldFileAndIsNamed() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "needs prlimit (util-linux)");
    int port = Served.freePort();
    Process node =
        served.start("--port", "" + port, "--dir", directory.toString(), "--save", "3600 1");
    try (BufferedReader log = node.inputReader();
        Client client = new Client(log, port)) {
      assertThat(client.ask("SET a 1")).isEqualTo("+OK");
      assertThat(client.ask("SAVE")).isEqualTo("+OK");
      Path dump = directory.resolve("dump.rdb");
      byte[] before = Files.readAllBytes(dump);
      limit(node, "4096");
      assertThat(client.ask("SET big " + "xyz".repeat(5_000))).isEqualTo("+OK");
      assertThat(client.ask("CONFIG SET rdbcompression no")).isEqualTo("+OK");
      assertThat(client.ask("SAVE")).isEqualTo("-ERR");
      assertThat(ServeTest.until(log, "File too large")).contains("DB saved on disk");
      assertThat(client.ask("BGSAVE")).isEqualTo("+Background saving started");
      client.askUntil("SET b 2", "-MISCONF");
      assertThat(client.ask("GET a")).isEqualTo("1");
      assertThat(Files.readAllBytes(dump)).isEqualTo(before);
      try (var files = Files.list(directory)) {
        assertThat(files).containsExactly(dump);
      }
      limit(node, "unlimited");
      assertThat(client.ask("BGSAVE")).isEqualTo("+Background saving started");
      client.askUntil("SET b 2", "+OK");
      assertThat(Files.size(dump)).isGreaterThan(15_000);
    }
  }

  private static void limit(Process node, String bytes) throws Exception {
    Process set =
        new ProcessBuilder("prlimit", "--pid", "" + node.pid(), "--fsize=" + bytes + ":unlimited")
            .inheritIO()
            .start();
    assertThat(set.waitFor()).isZero();
  }

  /** What was written just before has to be synced, and the disk answers while the script runs. */
  @Test
  void endsBesideAScriptThatHasWrittenAndDoesNotEnd() throws Exception {
    int port = Served.freePort();
    String[] options = {
      "--port", "" + port, "--dir", directory.toString(), "--appendonly", "yes", "--save", ""
    };
    Process node = served.start(options);
    try (BufferedReader log = node.inputReader();
        Client busy = new Client(log, port);
        Client other = new Client(port)) {
      busy.send("CONFIG SET busy-reply-threshold 10\r\nSET a 1\r\nSET b 1\r\n");
      busy.send("EVAL \"redis.call('SET', 'c', 1) while true do end\" 0\r\n");
      other.askUntil("PING", "-BUSY");
      other.send("SHUTDOWN NOSAVE\r\n");
      assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(node.exitValue()).isZero();
  }

  @Test
  void aKillLosesNothingThatWasAcknowledged() throws Exception {
    int port = Served.freePort();
    String[] options = {
      "--port",
      "" + port,
      "--dir",
      directory.toString(),
      "--appendonly",
      "yes",
      "--appendfsync",
      "always"
    };
    Process node = served.start(options);
    long acknowledged = 0;
    try (BufferedReader log = node.inputReader();
        Client client = new Client(log, port)) {
      StringBuilder many = new StringBuilder();
      for (int i = 0; i < 20_000; i++) {
        many.append("INCR n\r\n");
      }
      client.send(many.toString());
      while (acknowledged < 500) {
        acknowledged = Long.parseLong(client.line().substring(1));
      }
      node.destroyForcibly().waitFor();
      for (String line = client.line(); line.startsWith(":"); line = client.line()) {
        acknowledged = Long.parseLong(line.substring(1));
      }
    }
    Process again = served.start(options);
    try (BufferedReader log = again.inputReader();
        Client client = new Client(log, port)) {
      assertThat(Long.parseLong(client.ask("GET n"))).isGreaterThanOrEqualTo(acknowledged);
    }
  }

  /** A client of a node. */
  private static final class Client implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Client(BufferedReader log, int port) throws IOException {
      this(ready(log, port));
    }

    Client(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(20));
      in = socket.getInputStream();
    }

    private static int ready(BufferedReader log, int port) throws IOException {
      String line = log.readLine();
      while (line != null && !line.contains("Ready to accept connections")) {
        line = log.readLine();
      }
      return port;
    }

    void send(String lines) throws IOException {
      socket.getOutputStream().write(lines.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** One line to the node, and its answer: a line, or the text of a bulk string. */
    String ask(String line) throws IOException {
      send(line + "\r\n");
      String answer = line();
      return answer.startsWith("$") ? line() : answer;
    }

    /** Asks again and again until the answer begins so, at most twenty seconds. */
    void askUntil(String line, String wanted) throws IOException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      String answer = ask(line);
      while (!answer.startsWith(wanted) && System.nanoTime() < end) {
        answer = ask(line);
      }
      assertThat(answer).startsWith(wanted);
    }

    /** The next line, empty when there is none. */
    String line() throws IOException {
      StringBuilder line = new StringBuilder();
      try {
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
          line.append((char) b);
        }
      } catch (SocketException reset) {
        return "";
      }
      return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
