package glasshouse.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.ui.Shot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PulseTest {
  @BeforeAll
  static void headless() {
    Shot.headless();
  }

  @Test
  void beatsKeepTheirOwnRatesAndAreNotMadeUpFor() {
    Pulse pulse = new Pulse();
    List<String> done = new ArrayList<>();
    pulse.add(60, now -> done.add("drain"));
    pulse.add(10, now -> done.add("panels"));
    for (long milli : new long[] {1000, 1016, 1050, 1101, 1700, 1716}) {
      pulse.run(milli * 1_000_000);
    }
    assertThat(done)
        .containsExactly(
            "drain", "panels", "drain", "drain", "drain", "panels", "drain", "panels", "drain");
  }
}
