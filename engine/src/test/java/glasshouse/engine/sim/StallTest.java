package glasshouse.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.resp.Args;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StallTest {
  @Test
  void aSecondStallLetsOnWhatWaitsBeforeWhatComesNow() throws IOException {
    Simulation simulation = new Simulation(1, 0, _ -> {});
    SimNode master = simulation.add("m", "repl-ping-replica-period 3600\n");
    SimNode replica = simulation.add("s", "");
    master.start();
    replica.follow("127.0.0.1", master.port());
    replica.start();
    simulation.pass(10_000);

    replica.stall(30);
    master.ask(Args.of("SET", "a", "1"), 1000);
    assertThat(applied(replica)).isEqualTo(23);
    replica.stall(25);
    master.ask(Args.of("SET", "b", "2"), 1000);
    assertThat(applied(replica)).isEqualTo(50);
    replica.release();

    assertThat(applied(replica)).isEqualTo(77);
    assertThat(replica.ask(Args.of("GET", "b"), 1000).lines()).containsExactly("\"2\"");
  }

  private static long applied(SimNode replica) {
    return Objects.requireNonNull(replica.node()).replication().applied();
  }
}
