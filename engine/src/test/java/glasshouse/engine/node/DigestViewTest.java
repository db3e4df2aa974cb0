package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.view.DigestView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The digest that is shown is that of the data, whatever changed them. */
class DigestViewTest {
  private final Lab lab = new Lab().master("m", "maxmemory-policy", "allkeys-random");

  private String shown() {
    DigestView digest = lab.view("m").digest();
    while (digest.state() != DigestView.State.EXACT) {
      digest = lab.view("m").digest();
    }
    return "+" + digest.hex() + "\r\n";
  }

  private void fill() {
    for (String command :
        new String[] {
          "MSET a 1 b 2 c 3",
          "SET brief 1 PX 100000",
          "PFADD hll x y",
          "XADD s 1-1 f v",
          "XGROUP CREATE s g 0",
          "RPUSH l 3 1 2"
        }) {
      assertThat(lab.run("m", command.split(" "))).doesNotStartWith("-");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET a 2",
        "EXPIRE a 100",
        "PEXPIREAT a 1",
        "SWAPDB 0 1",
        "MOVE a 1",
        "FLUSHALL",
        "CONFIG SET maxmemory 1",
        "DEBUG POPULATE 10",
        "DEBUG RELOAD",
        "XREADGROUP GROUP g me STREAMS s >",
        "PFCOUNT hll",
        "GETEX brief PERSIST",
        "SORT l STORE d",
        "COPY a z",
        "EVAL return(redis.call('SET','z',1)) 0"
      })
  void itIsTheDigestOfTheData(String change) {
    fill();
    String before = shown();
    assertThat(before).isEqualTo(lab.run("m", "DEBUG", "DIGEST"));
    assertThat(lab.run("m", change.split(" "))).doesNotStartWith("-");
    assertThat(shown()).isEqualTo(lab.run("m", "DEBUG", "DIGEST"));
  }

  @Test
  void itChangesWithTime() {
    fill();
    shown();
    lab.pass(200_000);
    assertThat(shown()).isEqualTo(lab.run("m", "DEBUG", "DIGEST"));
  }
}
