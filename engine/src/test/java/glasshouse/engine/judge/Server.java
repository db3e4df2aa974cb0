package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.oracle.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One of our nodes or a real server, which is ended and started again on its port and its files.
 */
abstract class Server implements AutoCloseable {
  private static final String SILENT = "repl-ping-replica-period 3600\nrepl-diskless-sync-delay 0";

  private final String name;
  private final Path directory;
  private @Nullable Talk talk;

  private Server(String name, Path directory) {
    this.name = name;
    this.directory = directory;
  }

  /**
   * Starts one.
   *
   * @param kind o for one of ours, r for a real one
   * @param directory for its files; made when it is not there
   * @param options lines of redis.conf
   */
  static Server start(char kind, String name, Path directory, String options) throws IOException {
    Path own = Files.createDirectories(directory.resolve(name));
    return kind == 'o' ? new Ours(name, own, options) : new Real(name, own, options);
  }

  abstract int port();

  /** Starts it again after its end, with more lines of redis.conf. */
  abstract void start(String more) throws IOException;

  abstract void awaitEnd() throws Exception;

  abstract String log();

  /** What it has logged in this life at notice and above, as {@code * text} or {@code # text}. */
  abstract List<String> signedLog();

  /** The connection to it that stays while it runs. */
  Talk talk() {
    Talk open = talk;
    if (open == null) {
      open = new Talk(port());
      assertThat(open.line("DEBUG SET-ACTIVE-EXPIRE 0")).isEqualTo("+OK");
      talk = open;
    }
    return open;
  }

  private void hangUp() {
    if (talk != null) {
      talk.close();
      talk = null;
    }
  }

  /** SHUTDOWN SAVE, and a new start, as a replica of {@code master} or as a master. */
  void restart(@Nullable Server master) throws Exception {
    talk().send("SHUTDOWN", "SAVE");
    awaitEnd();
    hangUp();
    start(master == null ? "" : "replicaof 127.0.0.1 " + master.port());
  }

  /** The file that it has saved, as characters. */
  String dump() throws IOException {
    return Bytes.text(Files.readAllBytes(directory.resolve("dump.rdb")));
  }

  void follow(Server master) {
    assertThat(talk().run("REPLICAOF", "127.0.0.1", String.valueOf(master.port())))
        .startsWith("+OK");
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() {
    hangUp();
  }

  private static final class Ours extends Server {
    private final LiveServer live;
    private int pastLines;

    Ours(String name, Path directory, String options) {
      super(name, directory);
      live = LiveServer.start(directory, SILENT, options);
    }

    @Override
    int port() {
      return live.port();
    }

    @Override
    void start(String more) throws IOException {
      pastLines = live.signedLog().size();
      live.startAgain(more);
    }

    @Override
    void awaitEnd() throws Exception {
      assertThat(live.awaitEnd()).isZero();
    }

    @Override
    String log() {
      return live.log();
    }

    @Override
    List<String> signedLog() {
      List<String> all = live.signedLog();
      return all.subList(pastLines, all.size());
    }

    @Override
    public void close() {
      super.close();
      live.close();
    }
  }

  private static final class Real extends Server {
    /** Process, role and time stand before what is said. */
    private static final Pattern LINE = Pattern.compile("^\\d+:([A-Z]) .{24} ([*#] .*)$");

    private static final Pattern CHILD_ENDED =
        Pattern.compile("Background .* (terminated|error)|done reading from pipe");

    private final List<RedisServer> lives = new ArrayList<>();
    private final Path own;
    private final String options;
    private final int port;

    Real(String name, Path directory, String options) {
      super(name, directory);
      this.own = directory;
      this.options = SILENT + "\n" + options;
      lives.add(RedisServer.start(words(this.options)));
      port = lives.getFirst().port();
    }

    /** Lines of redis.conf as options of the command line. */
    private String[] words(String lines) {
      List<String> words = new ArrayList<>(List.of("--dir", own.toString()));
      lines
          .lines()
          .filter(line -> !line.isEmpty())
          .forEach(line -> words.addAll(List.of(("--" + line).split(" "))));
      return words.toArray(String[]::new);
    }

    @Override
    int port() {
      return port;
    }

    @Override
    void start(String more) {
      lives.add(RedisServer.start(words(options + "\n" + more + "\nport " + port)));
    }

    @Override
    void awaitEnd() throws Exception {
      // A process that has ended already has no handle any more.
      Optional<ProcessHandle> running = ProcessHandle.of(lives.getLast().pid());
      if (running.isPresent()) {
        running.get().onExit().get(20, TimeUnit.SECONDS);
      }
    }

    @Override
    String log() {
      return lives.getLast().log();
    }

    /** What a child says is told when its parent tells of its end: before that is chance. */
    @Override
    List<String> signedLog() {
      List<String> lines = new ArrayList<>();
      List<String> children = new ArrayList<>();
      Stream<String> own = log().lines().dropWhile(line -> !line.endsWith(" # Server initialized"));
      for (String line : own.toList()) {
        Matcher found = LINE.matcher(line);
        if (!found.find()) {
          continue;
        }
        String text = found.group(2);
        if (found.group(1).equals("C")) {
          children.add(text);
          continue;
        }
        if (CHILD_ENDED.matcher(text).find()) {
          lines.addAll(children);
          children.clear();
        }
        lines.add(text);
      }
      return lines;
    }

    @Override
    public void close() {
      super.close();
      lives.forEach(RedisServer::close);
    }
  }
}
