package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of aclfile and the user lines of redis.conf, read and written by both servers. */
@Needs(Judge.REDIS_SERVER)
class AclFileTest {
  private static final String ALL = "user default on nopass ~* &* +@all\n";

  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("u.acl"), text, StandardCharsets.ISO_8859_1);
  }

  @Test
  void loadingAnswersTheSameAndSavingWritesTheSame() throws IOException {
    Path file = file(ALL);
    try (RedisServer real = RedisServer.start("--aclfile", file.toString());
        LiveServer ours = LiveServer.start(directory, "aclfile " + file);
        Talk judge = new Talk(real.port());
        Talk subject = ours.talk()) {
      for (String text :
          List.of(
              "foo\n",
              "user\n",
              "user a\nuser a on\n",
              "user a +foo\n",
              "user a +foo +bar zz yy <x\nuser b +foo\n",
              "user a \"b\n",
              "# comment\nuser a\n",
              "user 'a b' on\n",
              "user a\tb on\n",
              "user a\fb on\n",
              "\n  \t user a on nopass ~x  +get\r\n\nuser b off\n",
              "user a on (+get ~x) (bad)\nuser c <x\nfoo bar\n",
              "user a on (+get ~x) ( +set ~y )\nuser  on\n",
              "user a on ~* ~x\n",
              "user a (+foo)\n",
              "user d #zz\nuser d2 +config|foo +get| +config|get|x\n",
              "user default on nopass +@all ~k\nuser a >pass reset +@read\n",
              "user default on nopass +@all ~k -get\n",
              ALL,
              "")) {
        file(text);
        for (String command : List.of("ACL LOAD", "ACL LIST", "CONFIG GET aclfile")) {
          assertThat(subject.line(command)).as(text + command).isEqualTo(judge.line(command));
        }
      }
      for (Talk talk : List.of(judge, subject)) {
        talk.line("ACL SETUSER a on >p (+get ~k) +@all -set");
        talk.line("ACL SETUSER b reset &x");
      }
      assertThat(judge.line("ACL SAVE")).isEqualTo("+OK");
      String saved = Files.readString(file);
      Files.delete(file);
      assertThat(subject.line("ACL SAVE")).isEqualTo("+OK");
      assertThat(Files.readString(file)).isEqualTo(saved);
      assertThat(subject.line("CONFIG SET aclfile x"))
          .isEqualTo(judge.line("CONFIG SET aclfile x"));
      Files.delete(file);
      assertThat(subject.line("ACL LOAD")).isEqualTo(judge.line("ACL LOAD"));
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsInTheLog() throws IOException {
    Path file = Files.createDirectory(directory.resolve("gone")).resolve("u.acl");
    Files.writeString(file, ALL);
    try (RedisServer real = RedisServer.start("--aclfile", file.toString());
        LiveServer ours = LiveServer.start(directory, "aclfile " + file);
        Talk judge = new Talk(real.port());
        Talk subject = ours.talk()) {
      Files.delete(file);
      Files.delete(file.getParent());
      assertThat(subject.line("ACL SAVE")).isEqualTo(judge.line("ACL SAVE")).startsWith("-ERR");
      judge.line("ACL SETUSER u +select|0");
      subject.line("ACL SETUSER u +select|0");
      for (String line :
          List.of(
              "Opening temp ACL file for ACL SAVE: No such file or directory",
              "Deprecation warning: Allowing a first arg of an otherwise blocked command is a"
                  + " misuse of ACL and may get disabled in the future (offender: +select|0)")) {
        assertThat(real.log()).contains(line);
        assertThat(ours.log()).contains(line);
      }
    }
  }

  /** The real server of 7.0.15 ends with a signal here; ours says what is wrong. */
  @Test
  void anUnmatchedParenthesisChangesNothing() throws IOException {
    Path file = file(ALL);
    try (LiveServer ours = LiveServer.start(directory, "aclfile " + file);
        Talk subject = ours.talk()) {
      file(ALL + "user a (+get\n");
      assertThat(subject.line("ACL LOAD"))
          .startsWith("-ERR " + file + ":2: Unmatched parenthesis in selector definition. WARNING");
      assertThat(subject.line("ACL USERS")).isEqualTo("[\"default\"]");
    }
  }

  @Test
  void loadingEndsTheConnectionsOfAllButTheDefaultUser() throws IOException {
    Path file = file(ALL + "user k on nopass +@all ~*\nuser m on nopass +@all ~*\n");
    try (RedisServer real = RedisServer.start("--aclfile", file.toString());
        LiveServer ours = LiveServer.start(directory, "aclfile " + file)) {
      for (int port : List.of(real.port(), ours.port())) {
        try (Talk first = new Talk(port);
            Talk k = new Talk(port);
            Talk m = new Talk(port)) {
          k.line("AUTH k x");
          m.line("AUTH m x");
          assertThat(first.line("ACL LOAD")).isEqualTo("+OK");
          assertThat(k.untilClosed()).isEmpty();
          assertThat(m.untilClosed()).isEmpty();
          assertThat(first.line("PING")).isEqualTo("+PONG");
        }
        try (Talk self = new Talk(port)) {
          self.line("AUTH k x");
          self.send("ACL", "LOAD");
          assertThat(self.untilClosed()).isEqualTo("+OK\r\n");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aclfile nosuch.acl",
        "user a +foo",
        "user 'a b' on",
        "user a on\naclfile u.acl",
        "aclfile u.acl",
      })
  void aStartWithBadUsersEndsAsTheRealServerEnds(String lines) throws Exception {
    file("user a +foo\nbad line\n");
    Path config = Files.writeString(directory.resolve("redis.conf"), lines + "\n");
    assertThatThrownBy(
            () ->
                RedisServer.start("--include", config.toString(), "--dir", directory.toString())
                    .close())
        .satisfies(
            failure -> {
              try (LiveServer ours = LiveServer.start(directory, lines)) {
                assertThat(ours.awaitEnd()).isEqualTo(1);
                assertThat(ours.log().lines().toList())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(failure).hasMessageContaining(line));
              }
            });
  }

  @Test
  void userLinesOfTheConfigurationMakeUsers() throws IOException {
    String lines = "user default on >x ~* &c* +@all\nrequirepass y\nuser b on (+get ~x) (%R~y)\n";
    Path config = Files.writeString(directory.resolve("redis.conf"), lines);
    try (RedisServer real = RedisServer.start("--include", config.toString());
        LiveServer ours = LiveServer.start(directory, lines);
        Talk judge = new Talk(real.port());
        Talk subject = ours.talk()) {
      for (String command :
          List.of(
              "PING",
              "AUTH y",
              "AUTH x",
              "ACL LIST",
              "CONFIG GET requirepass",
              "CONFIG SET requirepass z",
              "ACL LIST")) {
        assertThat(subject.line(command)).as(command).isEqualTo(judge.line(command));
      }
    }
  }
}
