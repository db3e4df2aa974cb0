package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.script.api.RedisLib;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Lua debugger says the same here as in redis-server, byte for byte. */
@Needs(Judge.REDIS_SERVER)
class DebuggerTest {
  private static final String END = "<endsession>";
  private static final int MOST_STEPS = 200;

  @TempDir Path directory;

  /** A script and what its client says. */
  private record Session(String name, String script, List<String> says) {}

  private static List<Session> sessions() throws IOException {
    try (InputStream in = DebuggerTest.class.getResourceAsStream("/debugger/sessions.txt")) {
      String text = Bytes.text(Objects.requireNonNull(in).readAllBytes());
      List<Session> sessions = new ArrayList<>();
      for (String part : text.split("(?m)^script ", -1)) {
        String[] lines = part.split("\n", -1);
        StringBuilder script = new StringBuilder();
        List<String> says = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
          if (lines[i].startsWith("> ")) {
            says.add(lines[i].substring(2));
          } else if (says.isEmpty()) {
            script.append(lines[i]).append('\n');
          }
        }
        sessions.add(new Session(lines[0], script.toString(), says));
      }
      return sessions.subList(1, sessions.size());
    }
  }

  /** What the debugger says next: one array of simple strings, or all that is left. */
  private static boolean heard(Talk talk, List<String> heard) throws IOException {
    String head = talk.line();
    heard.add(head);
    boolean ended = !head.startsWith("*");
    for (int i = ended ? 0 : Integer.parseInt(head.substring(1)); i > 0; i--) {
      String line = talk.line();
      heard.add(line.replaceAll("0x[0-9a-f]+", "0xADDRESS"));
      ended |= line.contains(END);
    }
    if (ended) {
      heard.add(talk.untilClosed());
    }
    return ended;
  }

  private static List<String> play(Server server, Session session, String mode) throws IOException {
    List<String> heard = new ArrayList<>();
    server.talk().line("FLUSHALL");
    try (Talk talk = new Talk(server.port())) {
      heard.add(talk.line("SCRIPT DEBUG " + mode));
      talk.send("EVAL", session.script, "1", "k", "v");
      boolean ended = heard(talk, heard);
      for (String said : session.says) {
        boolean all = said.equals("step...");
        for (int i = 0; !ended && i < (all ? MOST_STEPS : 1); i++) {
          heard.add("> " + said);
          talk.send(all ? new String[] {"s"} : said.split(" ", -1));
          ended = heard(talk, heard);
        }
      }
    }
    heard.add(server.talk().run("MGET", "k", "aborted", "long"));
    return heard;
  }

  private void everySession(String mode) throws IOException {
    List<String> differences = new ArrayList<>();
    try (Server real = Server.start('r', "real" + mode, directory, "");
        Server ours = Server.start('o', "ours" + mode, directory, "")) {
      for (Session session : sessions()) {
        List<String> expected = play(real, session, mode);
        List<String> seen = play(ours, session, mode);
        if (!seen.equals(expected)) {
          differences.add(
              "%s%n redis: %s%n ours:  %s"
                  .formatted(session.name, String.join("\n", expected), String.join("\n", seen)));
        }
      }
    }
    assertThat(String.join("\n\n", differences)).isEmpty();
  }

  /** What the server answers to bytes; until it closes, or to a PING behind them. */
  private static String answer(Talk talk, String bytes) throws IOException {
    talk.raw(bytes);
    List<String> heard = new ArrayList<>();
    boolean closed = heard(talk, heard);
    return String.join(" ", heard) + (closed ? " closed" : "");
  }

  private static Talk stopped(Server server, String script) throws IOException {
    Talk talk = new Talk(server.port());
    assertThat(talk.line("SCRIPT DEBUG SYNC")).isEqualTo("+OK");
    talk.send("EVAL", script, "0");
    heard(talk, new ArrayList<>());
    return talk;
  }

  private void brokenCommands(char kind) throws IOException {
    String broken = "ERR protocol error script: ";
    try (Server server = Server.start(kind, "broken" + kind, directory, "")) {
      for (String bytes :
          List.of(
              "s\r\n",
              "*0\r\n",
              "*1\r\n$0\r\n\r\n",
              "*1\r\n$1025\r\n",
              "*1025\r\n",
              "*1\r\nx",
              "*1\r\n$1\r\nzz\r\n",
              "\n")) {
        try (Talk talk = stopped(server, "local a = 1\nreturn a")) {
          assertThat(answer(talk, bytes)).as(bytes).contains(broken).endsWith(" closed");
        }
      }
      try (Talk talk = stopped(server, "local a = 1\nreturn a")) {
        String two = "xx*1\r\n$1\r\np\r\n*1\r\n$1\r\ns\r\n";
        String none = "*1 +No local variables in the current context.";
        assertThat(answer(talk, two)).isEqualTo(none);
        talk.raw("*1\r\n$5\r\nst");
        assertThat(answer(talk, "eps\r\n")).contains("Unknown Redis Lua debugger command");
        assertThat(answer(talk, "*" + "a".repeat(1 << 20))).contains("max client buffer reached");
      }
    }
  }

  @Test
  void whatIsNoCommandEndsTheScript() throws Exception {
    Both.ask(this::brokenCommands);
  }

  private void refusals(char kind) throws IOException {
    String outside = "-ERR SCRIPT DEBUG must be called outside a pipeline";
    String evalOnly = "-ERR Please use EVAL instead of EVALSHA for debugging";
    String sha = "a".repeat(40);
    try (Server server = Server.start(kind, "refusals" + kind, directory, "");
        Talk talk = new Talk(server.port())) {
      assertThat(talk.line("MULTI")).isEqualTo("+OK");
      assertThat(talk.line("SCRIPT DEBUG YES")).isEqualTo("+QUEUED");
      assertThat(talk.line("EXEC")).isEqualTo("[" + outside + "]");
      talk.raw("PING\r\nSCRIPT DEBUG YES\r\n");
      assertThat(talk.line()).isEqualTo("+PONG");
      assertThat(talk.line()).isEqualTo(outside);
      assertThat(talk.line("SCRIPT DEBUG maybe")).isEqualTo("-ERR Use SCRIPT DEBUG YES/SYNC/NO");
      assertThat(talk.run("EVAL", "return redis.call('script', 'debug', 'no')", "0"))
          .startsWith("-ERR This Redis command is not allowed from script");
      for (String mode : List.of("YES", "SYNC")) {
        assertThat(talk.line("SCRIPT DEBUG " + mode)).isEqualTo("+OK");
        assertThat(talk.line("EVALSHA x 0")).startsWith("-NOSCRIPT");
        assertThat(talk.line("EVALSHA " + sha + " 0")).isEqualTo(evalOnly);
        assertThat(talk.line("RESET")).isEqualTo("+RESET");
        assertThat(talk.line("EVALSHA_RO " + sha + " 0")).isEqualTo(evalOnly);
        assertThat(talk.line("EVAL return")).startsWith("-ERR wrong number of arguments");
        assertThat(talk.line("SCRIPT DEBUG NO")).isEqualTo("+OK");
        assertThat(talk.line("EVALSHA " + sha + " 0")).startsWith("-NOSCRIPT");
      }
    }
  }

  @Test
  void onlyEvalIsDebuggedAndNotFromAPipeline() throws Exception {
    Both.ask(this::refusals);
  }

  /** A session in which the script is not even run, and those within MULTI. */
  private void shortSessions(char kind) throws IOException {
    try (Server server = Server.start(kind, "short" + kind, directory, "")) {
      try (Talk talk = new Talk(server.port())) {
        talk.line("SCRIPT DEBUG SYNC");
        assertThat(answer(talk, "EVAL 'return 1' x\r\n"))
            .isEqualTo("*1 +<endsession> -ERR value is not an integer or out of range\r\n closed");
      }
      try (Talk talk = new Talk(server.port())) {
        talk.line("SCRIPT DEBUG SYNC");
        assertThat(answer(talk, "PING\r\nEVAL 'return 1' 0\r\nPING\r\n"))
            .isEqualTo("*2 +* Stopped at 1, stop reason = step over +-> 1   return 1");
        assertThat(answer(talk, "*1\r\n$1\r\nc\r\n"))
            .isEqualTo("*1 +<endsession> +PONG\r\n:1\r\n closed");
      }
      try (Talk talk = new Talk(server.port())) {
        talk.line("SCRIPT DEBUG SYNC");
        talk.raw("MULTI\r\nEVAL 'return 1' 0\r\nSET in multi\r\nEVAL 'return 2' 0\r\n");
        for (int i = 0; i < 4; i++) {
          talk.line();
        }
        assertThat(answer(talk, "EXEC\r\n")).startsWith("*2 +* Stopped at 1");
        talk.raw("*2\r\n$1\r\nb\r\n$1\r\n1\r\n");
        assertThat(talk.line()).isEqualTo("*1");
        assertThat(talk.line()).isEqualTo("+->#1   return 1");
        talk.raw("*1\r\n$1\r\nc\r\n");
        assertThat(List.of(talk.line(), talk.line())).containsExactly("*1", "+<endsession>");
        // Nobody has stepped, so that the second stops at the breakpoint of the first.
        assertThat(answer(talk, ""))
            .isEqualTo("*2 +* Stopped at 1, stop reason = break point +->#1   return 2");
        assertThat(answer(talk, "*1\r\n$1\r\ns\r\n"))
            .isEqualTo("*1 +<endsession> *3\r\n:1\r\n closed");
      }
      assertThat(server.talk().run("GET", "in")).isEqualTo("\"multi\"");
    }
  }

  @Test
  void aSessionEndsWithItsScriptAndItsConnection() throws Exception {
    Both.ask(this::shortSessions);
  }

  /** Nobody is served while a script stands still; a client that goes lets it run to its end. */
  private void gone(char kind) throws IOException {
    String script = "local a = 1\nredis.breakpoint()\nredis.call('set', KEYS[1], 1)\nreturn 1";
    try (Server server = Server.start(kind, "gone" + kind, directory, "busy-reply-threshold 300")) {
      Talk other = server.talk();
      try (Talk talk = new Talk(server.port())) {
        talk.line("SCRIPT DEBUG SYNC");
        talk.send("EVAL", script, "1", "closed");
        heard(talk, new ArrayList<>());
        other.send("GET", "closed");
      }
      assertThat(other.reply()).isEqualTo("\"1\"");
      try (Talk talk = new Talk(server.port())) {
        talk.line("SCRIPT DEBUG SYNC");
        talk.send("EVAL", script, "1", "half");
        heard(talk, new ArrayList<>());
        talk.finish();
        assertThat(talk.untilClosed())
            .startsWith("*2\r\n+* Stopped at 3")
            .endsWith("*1\r\n+<endsession>\r\n:1\r\n");
      }
      try (Talk talk = stopped(server, "while true do end")) {
        talk.send("c");
        List<String> heard = new ArrayList<>();
        heard(talk, heard);
        assertThat(heard.get(1))
            .isEqualTo("+* Stopped at 1, stop reason = timeout reached, infinite loop?");
        talk.send("c");
      }
      assertThat(other.line("PING")).isEqualTo("+PONG");
      assertThat(server.signedLog())
          .containsSubsequence(
              "# Redis synchronous debugging eval session started",
              "# Redis synchronous debugging eval session ended");
    }
  }

  @Test
  void aClientThatGoesLetsTheScriptRunToItsEnd() throws Exception {
    Both.ask(this::gone);
  }

  /** In a copy of the server, which is served as ever; nothing of it comes back. */
  private void beside(char kind) throws Exception {
    String script =
        """
        redis.log(redis.LOG_WARNING, 'said in the fork')
        redis.call('set', 'k', 'new')
        redis.pcall('get', 'k')
        redis.pcall('publish', 'channel', 'x')
        return redis.call('mget', 'k', 'many', 'other')\
        """;
    try (Server server = Server.start(kind, "beside" + kind, directory, "appendonly yes")) {
      Talk other = server.talk();
      other.line("ACL SETUSER bob on nopass ~* &* +@all -get");
      other.line("MSET other 0 k old");
      other.line("SELECT 3");
      other.line("MSET k old many 1");
      long forks = other.number("stats", "total_forks");
      try (Talk talk = new Talk(server.port())) {
        talk.line("AUTH bob any");
        talk.line("SELECT 3");
        talk.line("CLIENT SETNAME debugged");
        assertThat(talk.line("SCRIPT DEBUG YES")).isEqualTo("+OK");
        String eval = "*3\r\n$4\r\nEVAL\r\n$%d\r\n%s\r\n$1\r\n0\r\n";
        assertThat(answer(talk, "PING\r\n" + eval.formatted(script.length(), script)))
            .startsWith("*2 +* Stopped at 1");
        assertThat(other.run("CLIENT", "LIST")).doesNotContain("debugged");
        assertThat(other.number("clients", "connected_clients")).isEqualTo(1);
        assertThat(other.number("stats", "total_forks")).isEqualTo(forks + 1);
        assertThat(answer(talk, "*1\r\n$1\r\ns\r\n")).startsWith("*2 +* Stopped at 2");
        assertThat(answer(talk, "*1\r\n$1\r\ns\r\n")).contains("<redis> set k new");
        assertThat(other.run("SET", "other", "now")).isEqualTo("+OK");
        assertThat(answer(talk, "*1\r\n$1\r\ns\r\n"))
            .contains("+<error> The user executing the script can't run this command");
        assertThat(answer(talk, "*1\r\n$1\r\ns\r\n")).contains("+<reply> 0");
        assertThat(pongKept(kind, answer(talk, "*1\r\n$1\r\nc\r\n")))
            .isEqualTo("*1 +<endsession> +PONG\r\n*3\r\n$3\r\nnew\r\n$1\r\n1\r\n$-1\r\n closed");
      }
      assertThat(other.run("MGET", "k", "many", "other")).isEqualTo("[\"old\", \"1\", \"now\"]");
      assertThat(other.run("SCRIPT", "EXISTS", RedisLib.sha1Hex(Bytes.of(script))))
          .isEqualTo("[:0]");
      Sync.until(() -> server.log().contains("Lua debugging session child exiting"));
      assertThat(server.log())
          .containsSubsequence("Redis forked for debugging eval", "said in the fork");
      Path files = directory.resolve("beside" + kind).resolve("appendonlydir");
      Sync.until(() -> written(files).contains("now"));
      assertThat(written(files)).contains("old").doesNotContain("new").doesNotContain("channel");
      try (Talk talk = new Talk(server.port())) {
        talk.line("SCRIPT DEBUG YES");
        talk.send("EVAL", "while true do end", "0");
        heard(talk, new ArrayList<>());
        other.send("SHUTDOWN", "NOSAVE");
        assertThat(talk.untilClosed()).isEmpty();
      }
      server.awaitEnd();
    }
  }

  /**
   * The child of the real server gives pages of replies back, and now and then zeros stand where it
   * had answered PING.
   */
  private static String pongKept(char kind, String answer) {
    return kind == 'r' ? answer.replace("\0".repeat("+PONG\r\n".length()), "+PONG\r\n") : answer;
  }

  private static String written(Path files) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> list = Files.list(files)) {
      for (Path file : list.filter(f -> f.toString().endsWith(".incr.aof")).toList()) {
        all.append(Bytes.text(Files.readAllBytes(file)));
      }
    }
    return all.toString();
  }

  @Test
  void aForkedSessionLeavesNothingBehind() throws Exception {
    Both.ask(this::beside);
  }

  @Test
  void everySessionBesideTheServer() throws IOException {
    everySession("YES");
  }

  @Test
  void everySessionThatHoldsTheServerUp() throws IOException {
    everySession("SYNC");
  }
}
