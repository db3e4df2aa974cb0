package glasshouse.engine.transcript;

import static org.awaitility.Awaitility.await;

import glasshouse.engine.oracle.RedisServer;
import glasshouse.engine.resp.Reply;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The real redis-server, with a replica's ear on its stream: after a plain SYNC the bytes of the
 * stream are those from the offset that INFO tells then, so INFO also tells how many have to come.
 */
final class RealSubject implements Subject {
  private static final int PATIENCE = 5_000;
  private static final long LATE = 3_000;

  private static final class Line implements AutoCloseable {
    final Socket socket;
    final InputStream in;

    Line(int port) throws IOException {
      socket = new Socket("127.0.0.1", port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE);
      in = new BufferedInputStream(socket.getInputStream());
    }

    void send(List<String> words) throws IOException {
      StringBuilder out = new StringBuilder().append('*').append(words.size()).append("\r\n");
      for (String word : words) {
        out.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
      }
      socket.getOutputStream().write(out.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private final RedisServer server;
  private final Line control;
  private Line ear;
  private final Map<Integer, Line> clients = new LinkedHashMap<>();
  private final Map<String, String> changed = new LinkedHashMap<>();
  private long heard;

  RealSubject() {
    server =
        RedisServer.start(
            "--repl-ping-replica-period",
            "3600",
            "--repl-diskless-sync",
            "no",
            "--shutdown-timeout",
            "0");
    try {
      control = new Line(server.port());
      ear = listen(server.port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    heard = offset();
  }

  private static Line listen(int port) throws IOException {
    Line ear = new Line(port);
    ear.send(List.of("SYNC"));
    int c = ear.in.read();
    while (c == '\n') {
      c = ear.in.read();
    }
    long length = 0;
    for (c = ear.in.read(); c != '\r'; c = ear.in.read()) {
      length = length * 10 + c - '0';
    }
    ear.in.readNBytes((int) length + 1);
    return ear;
  }

  private Reply ask(String... words) {
    try {
      control.send(List.of(words));
      return Reply.read(control.in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long offset() {
    String info = String.join("", ask("INFO", "replication").lines());
    int at = info.indexOf("master_repl_offset:") + "master_repl_offset:".length();
    return Long.parseLong(info.substring(at, info.indexOf('\\', at)));
  }

  /** After two round trips everything that was sent before has been carried out and answered. */
  private void settle() {
    ask("PING");
    ask("PING");
  }

  @Override
  public String name() {
    return "redis-server";
  }

  @Override
  public void reset() {
    try {
      for (Line line : clients.values()) {
        line.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    clients.clear();
    changed.forEach((name, value) -> ask("CONFIG", "SET", name, value));
    changed.clear();
    settle();
    awaitChildren();
    becomeMaster();
    resetUsers();
    ask("SCRIPT", "FLUSH");
    ask("FUNCTION", "FLUSH");
    ask("FLUSHALL");
    stream();
  }

  /**
   * When a background save ends, what it has saved is taken off the changes that are counted, even
   * when DEBUG RELOAD has set them to none meanwhile: the next one looks like a change then, and
   * goes down the stream.
   */
  private void awaitChildren() {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              String info = String.join("", ask("INFO", "persistence").lines());
              return info.contains("rdb_bgsave_in_progress:0")
                  && info.contains("aof_rewrite_in_progress:0");
            });
  }

  /** A transcript may have made it a replica of nobody, which lets its own replicas go. */
  private void becomeMaster() {
    String role = String.join("", ask("ROLE").lines());
    if (role.contains("master") && !role.contains("(empty array)")) {
      return;
    }
    ask("REPLICAOF", "NO", "ONE");
    try {
      ear.close();
      ear = listen(server.port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    heard = offset();
  }

  private void resetUsers() {
    ask("ACL", "SETUSER", "default", "on", "nopass", "~*", "&*", "+@all", "clearselectors");
    for (String line : ask("ACL", "USERS").lines()) {
      String name = line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
      if (!name.equals("default")) {
        ask("ACL", "DELUSER", name);
      }
    }
    ask("ACL", "LOG", "RESET");
  }

  private Line client(int number) {
    return clients.computeIfAbsent(
        number,
        _ -> {
          try {
            return new Line(server.port());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public void send(int client, List<String> words) {
    try {
      client(client).send(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Reply receive(int client) {
    try {
      return Reply.read(client(client).in);
    } catch (SocketTimeoutException _) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Reply poll(int client) {
    settle();
    try {
      return client(client).in.available() > 0 ? receive(client) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<List<String>> stream() {
    List<List<String>> commands = new ArrayList<>();
    long end = offset();
    try {
      while (heard < end) {
        List<String> words = Reply.readCommand(ear.in);
        commands.add(words);
        heard += size(words);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("after " + commands, e);
    }
    return commands;
  }

  private static long size(List<String> words) {
    long size = 3L + String.valueOf(words.size()).length();
    for (String word : words) {
      size += 5L + String.valueOf(word.length()).length() + word.length();
    }
    return size;
  }

  @Override
  public boolean config(String name, String value) {
    if (ask("CONFIG", "GET", name) instanceof Reply.Group(char _, List<Reply> pair)) {
      String quoted = pair.get(1).lines().getFirst();
      changed.putIfAbsent(name, String.join("", Words.split(quoted)));
    }
    return ask("CONFIG", "SET", name, value).lines().equals(List.of("OK"));
  }

  @Override
  public void pass(long milliseconds) {
    try {
      // tidy: the clock of a real server is the wall's, and cannot be told to go on
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public long now() {
    return System.currentTimeMillis();
  }

  @Override
  public long late() {
    return LATE;
  }

  @Override
  public void close() {
    server.close();
  }
}
