package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptingTest {
  private static final String INCR = "return redis.call('incr','x')";
  private final Lab lab = new Lab();

  private String sha(String reply) {
    return reply.substring(5, 45);
  }

  @Test
  void effectsGoDownTheStreamAsOnePiece() {
    Desk desk = new Desk();
    desk.stream();
    assertThat(desk.run("EVAL", "redis.call('set','a','1') return redis.call('incr','a')", "0"))
        .isEqualTo(":2\r\n");
    assertThat(desk.stream())
        .extracting(words -> String.join(" ", words))
        .containsExactly("SELECT 0", "MULTI", "set a 1", "incr a", "EXEC");
    assertThat(desk.run("EVAL", INCR, "0")).isEqualTo(":1\r\n");
    assertThat(desk.stream())
        .extracting(words -> String.join(" ", words))
        .containsExactly("incr x");
  }

  @Test
  void aScriptThatTheReplicaForgotInARestartIsLostOnItIn403() {
    restartWithScripts("4.0.3", "2", 0);
  }

  @Test
  void aScriptSurvivesARestartIn406() {
    restartWithScripts("4.0.6", "3", 1);
  }

  @Test
  void effectsNeedNoScriptsIn70() {
    restartWithScripts("7.0", "3", 0);
  }

  private void restartWithScripts(String era, String atReplica, int known) {
    lab.master("m", "glasshouse-era", era)
        .replica("other", "m", "glasshouse-era", era)
        .replica("s", "m", "glasshouse-era", era);
    String sha = sha(lab.run("m", "SCRIPT", "LOAD", INCR));
    lab.run("m", "EVALSHA", sha, "0");
    lab.run("m", "EVALSHA", sha, "0");
    lab.restart("s").until(() -> lab.view("s").replication().link().equals("connected"));
    lab.run("m", "EVALSHA", sha, "0");
    assertThat(lab.run("m", "GET", "x")).isEqualTo("$1\r\n3\r\n");
    assertThat(lab.run("s", "GET", "x")).isEqualTo("$1\r\n" + atReplica + "\r\n");
    assertThat(lab.run("s", "SCRIPT", "EXISTS", sha)).isEqualTo("*1\r\n:" + known + "\r\n");
    assertThat(lab.view("s").replication().offset())
        .isEqualTo(lab.view("m").replication().offset());
  }

  @Test
  void loadingAScriptTwiceEndsTheReplicaIn404() {
    lab.master("m", "glasshouse-era", "4.0.4").replica("s", "m", "glasshouse-era", "4.0.4");
    lab.run("m", "EVAL", INCR, "0");
    lab.run("s", "REPLICAOF", "NO", "ONE");
    lab.run("s", "SET", "junk", "1");
    lab.run("s", "REPLICAOF", "lab", "7001");
    lab.pass(3000);
    assertThat(lab.exit("s")).isEqualTo(139);
  }
}
