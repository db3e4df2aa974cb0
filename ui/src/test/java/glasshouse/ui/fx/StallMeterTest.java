package glasshouse.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallMeterTest {
  private static final long MILLI = 1_000_000L;

  private static long run(StallMeter meter, long from, int pulses, long gap) {
    long now = from;
    for (int i = 0; i < pulses; i++) {
      now += gap * MILLI;
      meter.pulse(now);
    }
    return now;
  }

  @Test
  void theLongestGapStaysForTenSeconds() {
    StallMeter meter = new StallMeter();
    long now = run(meter, 0, 120, 16);
    assertThat(meter.worstMillis()).isEqualTo(16);
    assertThat(meter.stalls()).isZero();
    now = run(meter, now, 1, 300);
    assertThat(meter.worstMillis()).isEqualTo(300);
    assertThat(meter.stalls()).isEqualTo(1);
    now = run(meter, now, 9_000 / 16, 16);
    assertThat(meter.worstMillis()).isEqualTo(300);
    run(meter, now, 2_100 / 16, 16);
    assertThat(meter.worstMillis()).isEqualTo(16);
  }

  @Test
  void openingTheWindowIsNotAStall() {
    StallMeter meter = new StallMeter();
    long now = run(meter, 0, 2, 800);
    run(meter, now, 120, 16);
    assertThat(meter.stalls()).isZero();
    assertThat(meter.worstMillis()).isEqualTo(16);
  }

  @Test
  void pulsesOfTheLastWholeSecondAreCounted() {
    StallMeter meter = new StallMeter();
    run(meter, 0, 250, 10);
    assertThat(meter.rate()).isEqualTo(100);
  }
}
