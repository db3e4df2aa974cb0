package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import org.junit.jupiter.api.Test;

/** A replica stands still in the midst of its master's stream until FLUSHALL's file is written. */
class StillReplicaTest {
  private final Lab lab = new Lab();

  @Test
  void whatFollowsFlushallWaitsForItsFile() {
    lab.master("m").replica("s", "m", "save", "3600 100000");
    lab.run("m", "SET", "a", "1");
    lab.pass(1000);
    lab.holdDisk("s", true);
    lab.raw("m", lab.connect("m"), Bytes.of("FLUSHALL\r\nSET b 2\r\n"));
    lab.pass(1000);
    long before = lab.view("s").replication().offset();
    assertThat(lab.view("m").replication().offset()).isGreaterThan(before);
    lab.holdDisk("s", false);
    lab.pass(1000);
    assertThat(lab.view("s").replication().offset())
        .isEqualTo(lab.view("m").replication().offset());
    assertThat(lab.run("s", "GET", "b")).isEqualTo("$1\r\n2\r\n");
    assertThat(lab.file("s", "dump.rdb")).isNotEmpty().doesNotContain("b\u00012");
  }
}
