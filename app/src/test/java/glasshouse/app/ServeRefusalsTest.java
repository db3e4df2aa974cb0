package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start that comes to nothing: what is printed, and the exit code, are redis-server's. */
class ServeRefusalsTest {
  @TempDir private Path directory;
  @RegisterExtension final Captured captured = new Captured();

  /** What a program said in the log and as an error, and how it ended. */
  private record End(int code, List<String> log, String error) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nosuch",
        "--nosuch 1",
        "--port",
        "--port abc",
        "--port 99999",
        "--port 1 2",
        "--port 0 --save 1 --maxmemory",
        "--logfile /nonexistent/x",
        "--list-max-ziplist-entries 1 --lua-replicate-commands no --foo bar",
        "--port 0 --user x +foo",
        "/nonexistent.conf"
      })
  void ofOptionsAreThoseOfRedisServer(String words) throws Exception {
    same(List.of(words.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo bar",
        "port",
        "port 0 0",
        "port 0\n\n# more\nmaxmemory foo",
        "save \"a",
        "include /nonexistent.conf",
        "rename-command",
        "rename-command get a b",
        "rename-command foo bar",
        "rename-command \"\" x",
        "rename-command get set",
        "rename-command get a\nrename-command set A",
        "rename-command get a\nrename-command get b",
        "loadmodule",
        "user",
        "user x on\nuser x on",
        "dir /nonexistent",
        "supervised foo",
        "unixsocketperm 999",
        "replicaof x",
        "replicaof x y",
        "client-output-buffer-limit normal 1",
        "save 1",
        "databases 0",
        "activedefrag yes",
        "proc-title-template \"\"",
        "list-max-ziplist-entries 1 2",
        "port 0"
      })
  void ofFilesAreThoseOfRedisServer(String lines) throws Exception {
    Path file = directory.resolve("c.conf");
    Files.writeString(file, lines + "\n");
    same(List.of(file.toString()));
  }

  private void same(List<String> words) throws Exception {
    Path program = Served.realServer();
    boolean here = program != null;
    if ("true".equals(System.getenv("CI"))) {
      assertThat(here).as("a redis-server to compare with").isTrue();
    }
    assumeThat(here).as("no redis-server here").isTrue();
    assertThat(ours(words)).isEqualTo(real(String.valueOf(program), words));
  }

  private End ours(List<String> words) {
    int code = Serve.run(words);
    return new End(code, lines(captured.said()), captured.complaint());
  }

  private static End real(String program, List<String> words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(words);
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new End(process.waitFor(), lines(log), error);
  }

  /** Without process and time. */
  private static List<String> lines(String log) {
    return log.lines()
        .map(line -> line.replaceFirst("^\\d+:([A-Z]) .{24} ", "$1 ").replaceAll("pid=\\d+", "pid"))
        .toList();
  }
}
