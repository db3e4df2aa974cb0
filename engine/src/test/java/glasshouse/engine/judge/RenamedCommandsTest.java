package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that rename-command gave another name, or none, as redis-server 7.0.15 has them. */
@Needs(Judge.REDIS_SERVER)
class RenamedCommandsTest {
  private static final String NAMES =
      """
      rename-command get READ
      rename-command set put
      rename-command SORT_RO ""
      rename-command config conf
      rename-command incr get
      rename-command multi begin
      rename-command exec commit
      rename-command blpop await
      rename-command setex keep
      rename-command eval lua
      rename-command function fun
      rename-command expire a
      rename-command a b
      """;

  private static final String ASKED =
      """
      COMMAND COUNT
      COMMAND INFO set
      COMMAND INFO read
      COMMAND INFO SORT_RO
      COMMAND INFO conf|get
      COMMAND INFO config|get
      COMMAND DOCS set
      COMMAND GETKEYS set k
      COMMAND GETKEYS put k v
      COMMAND LIST FILTERBY PATTERN sort_ro
      COMMAND LIST FILTERBY PATTERN incr
      SORT_RO k
      SET k
      put k
      put k v
      Read k
      get n
      expire k 100
      a k 100
      b k 100
      CONFIG GET port
      conf
      conf foo
      conf get maxclients
      conf get
      conf set rename-command x
      conf get rename-command
      begin
      commit a
      begin
      put n 1
      get n
      commit
      lua return(redis.call('set','k','w')) 0
      lua return(redis.call('put','k','w')) 0
      lua return(redis.pcall('put','k')) 0
      lua return(redis.call('sort_ro','k')) 0
      lua return(redis.acl_check_cmd('read','k')) 0
      lua return(redis.acl_check_cmd('set','k','v')) 0
      fun load x
      fun delete a b
      ACL SETUSER u on nopass ~* -@all +get
      ACL SETUSER v on nopass ~* -@all +read
      ACL SETUSER v on nopass ~* +@all -config|get
      ACL SETUSER w on nopass ~* +@all -set
      ACL SETUSER v -conf|get
      ACL DRYRUN u read k
      ACL DRYRUN u set k v
      ACL SETUSER u +sort_ro
      ACL DRYRUN v conf get port
      ACL DRYRUN v conf set port 1
      ACL DRYRUN w put k v
      ACL GETUSER v
      ACL GETUSER w
      AUTH u x
      read k
      get k
      put k v
      """;

  @TempDir Path directory;

  private Server server(char kind, String name, String more) throws Exception {
    Path names = directory.resolve(name + kind + ".conf");
    Files.writeString(names, NAMES);
    return Server.start(kind, name + kind, directory, "include " + names + "\n" + more);
  }

  @Test
  void areFoundByTheirNewNamesAndGovernedByTheirOwn() throws Exception {
    List<String> answers = Both.same(this::answers);
    assertThat(answers).contains("-ERR unknown subcommand 'foo'. Try CONF HELP.", ":1");
  }

  private List<String> answers(char kind) throws Exception {
    List<String> answers = new ArrayList<>();
    try (Server server = server(kind, "asked", "");
        Talk talk = new Talk(server.port());
        Talk counted = new Talk(server.port())) {
      talk.line("conf resetstat");
      ASKED.lines().map(talk::line).forEach(answers::add);
      counted
          .info("commandstats")
          .forEach((name, counts) -> answers.add(name + counts.replaceAll("usec.*?,", " ")));
    }
    return answers;
  }

  @Test
  void goDownTheStreamAsTheyWereSaidAndTheirEffectsUnderTheirOwnNames() throws Exception {
    List<String> stream = Both.same(this::stream);
    assertThat(stream).contains("put", "get", "MULTI", "EXEC", "LPOP").doesNotContain("begin");
  }

  private List<String> stream(char kind) throws Exception {
    try (Server server = server(kind, "streams", "");
        Talk talk = new Talk(server.port());
        Talk replica = new Talk(server.port())) {
      replica.send("SYNC");
      String length = replica.line();
      while (length.isEmpty()) {
        length = replica.line();
      }
      replica.skip(Integer.parseInt(length.substring(1)));
      said().forEach(talk::line);
      List<String> words = new ArrayList<>();
      while (words.isEmpty() || !words.getLast().equals("end")) {
        words.add(replica.line().replaceFirst("^\\d{13}$", "time"));
      }
      return words;
    }
  }

  private static List<String> said() {
    return List.of(
        "put a 1",
        "get n",
        "keep c 100 v",
        "b a 100",
        "begin",
        "put d 1",
        "get n",
        "commit",
        "lua redis.call('put','e','1');redis.call('get','n') 0",
        "RPUSH l a",
        "await l 0",
        "put f end");
  }

  @Test
  void areLoadedFromTheAppendOnlyFileByWhoCallsThemSo() throws Exception {
    assertThat(Both.same(this::reloaded)).contains("\"100\"");
  }

  private String reloaded(char kind) throws Exception {
    try (Server server = server(kind, "loads", "appendonly yes")) {
      List.of("put a 100", "get n", "b a 100", "RPUSH l a", "await l 0")
          .forEach(server.talk()::line);
      server.restart(null);
      try (Talk talk = new Talk(server.port())) {
        return talk.line("read a") + talk.line("read n") + talk.line("DBSIZE");
      }
    }
  }

  /** What makes one unit of several is MULTI there, whatever clients have to call it. */
  @Test
  void makeAnAppendOnlyFileUnreadableWhoseTransactionsAreCalledOtherwise() throws Exception {
    assertThat(Both.same(this::refused))
        .startsWith("Unknown command 'MULTI' reading the append only file");
  }

  private String refused(char kind) throws Exception {
    try (Server server = server(kind, "refuses", "appendonly yes")) {
      List.of("begin", "put d 1", "get n", "commit").forEach(server.talk()::line);
      server.talk().send("SHUTDOWN", "SAVE");
      server.awaitEnd();
      String log;
      try {
        server.start("");
        log = server.log();
      } catch (IllegalStateException real) {
        log = String.valueOf(real.getMessage());
      }
      return log.lines()
          .filter(line -> line.contains("Unknown command"))
          .map(line -> line.substring(line.indexOf("Unknown")))
          .findFirst()
          .orElse("");
    }
  }
}
