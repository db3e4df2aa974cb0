package glasshouse.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import glasshouse.engine.script.api.RedisLib;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** EVAL, EVALSHA, SCRIPT and what they send to replicas. */
final class ScriptFamilyTest {
  private static final String INCR = "return redis.call('incr',KEYS[1])";
  private static final String INCR_SHA = RedisLib.sha1Hex(Bytes.of(INCR));

  private final ScriptDesk desk = new ScriptDesk();

  /** Lines of words, tab between them; {@code \n} stands for a line break. */
  private static List<String[]> commands() throws IOException {
    List<String[]> out = new ArrayList<>();
    try (InputStream in = ScriptFamilyTest.class.getResourceAsStream("/scripts/commands.txt")) {
      for (String line : Bytes.text(Objects.requireNonNull(in).readAllBytes()).split("\n", -1)) {
        if (!line.isEmpty()) {
          out.add(line.replace("\\n", "\n").replace("\\r", "\r").split("\t", -1));
        }
      }
    }
    return out;
  }

  @Test
  @Needs(Judge.REDIS_SERVER)
  void answers_as_a_real_server_does() throws IOException {
    List<String> wrong = new ArrayList<>();
    try (RedisServer server = RedisServer.start();
        JudgeConnection judge = new JudgeConnection(server.port())) {
      for (String[] words : commands()) {
        String theirs = judge.call(words);
        String ours = desk.run(words);
        if (!ours.equals(theirs)) {
          wrong.add(
              String.join(" ", words)
                  + "\n  redis: "
                  + LanguageTest.shown(Bytes.of(theirs))
                  + "\n  ours:  "
                  + LanguageTest.shown(Bytes.of(ours)));
        }
      }
    }
    assertThat(String.join("\n", wrong)).isEmpty();
  }

  @Test
  void a_script_of_an_old_era_goes_as_it_is() {
    desk.verbatim = true;
    desk.run("eval", INCR, "1", "x");
    desk.run("eval", "return redis.call('get',KEYS[1])", "1", "x");
    assertThat(desk.sent).containsExactly("eval " + INCR + " 1 x");
  }

  @Test
  void an_evalsha_that_replicas_may_not_know_goes_as_eval() {
    desk.verbatim = true;
    desk.run("script", "load", INCR);
    desk.sent.clear();
    desk.run("evalsha", INCR_SHA, "1", "x");
    desk.run("evalsha", INCR_SHA, "1", "x");
    assertThat(desk.sent).hasSize(2);
    assertThat(desk.sent.get(0)).startsWith("EVAL").contains("incr");
    assertThat(desk.sent.get(1)).startsWith("evalsha").contains(INCR_SHA);
    desk.known.clear();
    desk.run("evalsha", INCR_SHA, "1", "x");
    assertThat(desk.sent.get(2)).startsWith("EVAL");
  }

  @Test
  void a_script_of_a_new_era_goes_by_its_effects() {
    desk.run("eval", "redis.call('set','a','1') redis.call('get','a') return 1", "0");
    assertThat(desk.sent).containsExactly("set a 1");
  }

  @Test
  void no_write_after_chance_in_an_old_era() {
    desk.verbatim = true;
    String script = "redis.call('randomkey') return redis.call('set','a','1')";
    assertThat(desk.run("eval", script, "0"))
        .startsWith("-ERR Write commands not allowed after non deterministic commands. Call");
    assertThat(desk.run("eval", "redis.replicate_commands() " + script, "0")).isEqualTo("+OK\r\n");
    assertThat(desk.sent).containsExactly("set a 1");
  }

  @Test
  void replies_without_order_are_sorted_in_an_old_era() {
    desk.run("eval", "for i=1,30 do redis.call('set','f'..i,i) end", "0");
    desk.verbatim = true;
    String script = "local k=redis.call('keys','*') return table.concat(k,' ')";
    assertThat(desk.run("eval", script, "0"))
        .contains("f1 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19 f2 f20");
  }

  @Test
  void script_kill_ends_a_script_that_has_not_written() {
    desk.onTick = () -> assertThat(desk.run("script", "kill")).isEqualTo("+OK\r\n");
    assertThat(desk.run("eval", "while true do end", "0"))
        .startsWith("-ERR Script killed by user with SCRIPT KILL... script: ");
    assertThat(desk.run("script", "kill")).startsWith("-NOTBUSY ");
    assertThat(desk.log).containsExactly("3 Lua script killed by user with SCRIPT KILL.");
  }

  @Test
  void script_kill_is_refused_once_a_script_has_written() {
    List<String> answers = new ArrayList<>();
    desk.onTick = () -> answers.add(desk.run("script", "kill"));
    String script = "redis.call('set','x','1') for i=1,50000 do end return 'done'";
    assertThat(desk.run("eval", script, "0")).isEqualTo("$4\r\ndone\r\n");
    assertThat(answers).isNotEmpty().allMatch(a -> a.startsWith("-UNKILLABLE Sorry the script"));
  }

  @Test
  void refusals_of_the_node_reach_the_script() {
    desk.refusesWrites = "READONLY You can't write against a read only replica.";
    assertThat(desk.run("eval", "return redis.call('set','x','1')", "0"))
        .startsWith("-READONLY You can't write against a read only replica. script: ");
    assertThat(desk.run("eval", "#!lua\nreturn 1", "0"))
        .isEqualTo("-READONLY You can't write against a read only replica.\r\n");
    assertThat(desk.run("eval", "#!lua flags=no-writes\nreturn 1", "0")).isEqualTo(":1\r\n");
    desk.refusesWrites = null;
    desk.outOfMemory = true;
    assertThat(desk.run("eval", "return redis.call('set','x','1')", "0")).startsWith("-OOM ");
    assertThat(desk.run("eval", "#!lua flags=allow-oom\nreturn redis.call('set','x','1')", "0"))
        .isEqualTo("+OK\r\n");
    desk.stale = true;
    assertThat(desk.run("eval", "return 1", "0")).startsWith("-MASTERDOWN ");
    String stale = "#!lua flags=no-writes,allow-stale\nreturn redis.call('get','x')";
    assertThat(desk.run("eval", stale, "0"))
        .startsWith("-ERR Can not execute the command on a stale replica script: ");
  }

  @Test
  void the_cache_lists_scripts_in_the_order_they_came() {
    desk.run("script", "load", "return 2");
    desk.run("eval", "return 1", "0");
    desk.run("eval", "return 2", "0");
    assertThat(desk.cache.all())
        .extracting(s -> Bytes.text(s.body()))
        .containsExactly("return 2", "return 1");
  }
}
