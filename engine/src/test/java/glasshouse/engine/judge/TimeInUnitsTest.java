package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What time it is in the middle of a transaction or script that takes its time: no key expires
 * there, yet what is reckoned from now on is by the clock. Asked of our node (o) and of the real
 * server (r).
 */
class TimeInUnitsTest {
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final long BUSY = 60;

  /** Waits as long as {@link #BUSY} by TIME. */
  private static final String WAIT =
      "local function ms() local t = redis.call('TIME') return t[1] * 1000 +"
          + " math.floor(t[2] / 1000) end local a = ms() while ms() <= a + "
          + BUSY
          + " do end ";

  @TempDir Path directory;

  private Server start(char kind, String what) throws Exception {
    return Server.start(kind, kind + what, directory, "");
  }

  private static List<Long> numbers(String reply) {
    return NUMBER.matcher(reply).results().map(MatchResult::group).map(Long::valueOf).toList();
  }

  private void script(char kind) throws Exception {
    try (Server server = start(kind, "script");
        Talk talk = new Talk(server.port())) {
      String set = "redis.call('SET', KEYS[1], 1, 'PX', ARGV[1]) ";
      String left = "return {redis.call('PTTL', KEYS[1]), redis.call('EXISTS', KEYS[1])}";
      List<Long> much = numbers(talk.run("EVAL", set + WAIT + left, "1", "k", "100000"));
      assertThat(much.getFirst()).isLessThanOrEqualTo(100_000 - BUSY);
      assertThat(talk.run("EVAL", set + WAIT + left, "1", "k", "40")).isEqualTo("[:0, :1]");
      assertThat(talk.line("EXISTS k")).isEqualTo(":0");
      String add = "redis.call('XADD', KEYS[1], '*', 'a', 'b') ";
      assertThat(
              talk.run(
                  "EVAL",
                  "local first = %s %s local last = %s return tonumber(last:sub(1, 13)) - first:sub(1, 13) > %d"
                      .formatted(add, WAIT, add, BUSY),
                  "1",
                  "s"))
          .isEqualTo(":1");
    }
  }

  private void transaction(char kind) throws Exception {
    try (Server server = start(kind, "transaction");
        Talk talk = new Talk(server.port())) {
      talk.line("MULTI");
      talk.line("TIME");
      talk.line("SET soon 1 PX 40");
      talk.run("EVAL", WAIT + "return 'waited'", "0");
      talk.line("PTTL soon");
      talk.line("EXISTS soon");
      talk.line("SET later 1 PX 100000");
      talk.line("PEXPIRETIME later");
      String reply = talk.line("EXEC");
      assertThat(reply).contains("\"waited\", :0, :1, +OK");
      List<Long> all = numbers(reply);
      long begun = all.get(0) * 1000 + all.get(1) / 1000;
      assertThat(all.getLast() - begun).isGreaterThanOrEqualTo(BUSY + 100_000);
      assertThat(talk.line("EXISTS soon")).isEqualTo(":0");
    }
  }

  @Test
  @Needs(Judge.REDIS_SERVER)
  void whatIsLeftAndWhatIsSetAnewGoByTheClock() throws Exception {
    Both.ask(this::script, this::transaction);
  }

  /** As Redis has it from 7.2 on; such a script cannot wait by the clock, so it counts. */
  @Test
  void inLaterErasAllTimeStands() {
    try (LiveServer server = LiveServer.start(directory, "glasshouse-era 7.4");
        Talk talk = new Talk(server.port())) {
      String time = "table.concat(redis.call('TIME'), '.')";
      String script =
          "local t = %s redis.call('SET', KEYS[1], 1, 'PX', 100000) for i = 1, 3000000 do end"
                  .formatted(time)
              + " return {redis.call('PTTL', KEYS[1]), %s == t}".formatted(time);
      assertThat(talk.run("EVAL", script, "1", "k")).isEqualTo("[:100000, :1]");
    }
  }
}
