package glasshouse.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.port.StoreLatches;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Fields that are good until a moment, told by a clock that the test moves. */
class ExpiringTest {
  private static final byte[] ACCOUNTS = Bytes.of("accounts");
  private static final byte[] ANNA = Bytes.of("anna");
  private static final byte[] BERND = Bytes.of("bernd");
  private static final long TWELVE_HOURS = 12L * 3600 * 1000;

  private final Store store =
      Store.open(new MemoryPages(), StoreOptions.DEFAULT, StoreLatches.alone());
  private long now = Instant.parse("2026-11-21T09:00:00Z").toEpochMilli();

  ExpiringTest() {
    store.update(
        tx ->
            new Expiring(tx.createBucket(ACCOUNTS))
                .replace(Map.of(ANNA, Bytes.of("{}")), now, TWELVE_HOURS));
  }

  private static Bucket bucket(Tx tx) {
    return Objects.requireNonNull(tx.bucket(ACCOUNTS));
  }

  private boolean has(byte[] field) {
    return store.view(tx -> new Expiring(bucket(tx)).get(field, now) != null);
  }

  @Test
  void goodForTwelveHoursAndNotAMillisecondLonger() {
    assertThat(has(ANNA)).isTrue();
    assertThat(has(BERND)).isFalse();
    now += TWELVE_HOURS - 1;
    assertThat(has(ANNA)).isTrue();
    now++;
    assertThat(has(ANNA)).isFalse();
    // It is still there, for those who look into the file.
    assertThat(store.<Boolean>view(tx -> bucket(tx).get(ANNA) != null)).isTrue();
  }

  @Test
  void theMomentIsATextAmongTheFields() {
    String text =
        store.view(tx -> Bytes.text(Objects.requireNonNull(bucket(tx).get(Bytes.of("expires")))));
    assertThat(text).isEqualTo("2026-11-21T21:00:00Z");
  }

  @Test
  void newFieldsTakeThePlaceOfTheOld() {
    now += 2 * TWELVE_HOURS;
    store.update(
        tx -> {
          Expiring accounts = new Expiring(bucket(tx));
          bucket(tx).createBucket(Bytes.of("inner"));
          accounts.replace(Map.of(BERND, Bytes.of("{}")), now, TWELVE_HOURS);
        });
    assertThat(has(BERND)).isTrue();
    assertThat(store.<Boolean>view(tx -> bucket(tx).get(ANNA) == null)).isTrue();
    assertThat(store.<Boolean>view(tx -> bucket(tx).bucket(Bytes.of("inner")) != null)).isTrue();
    store.update(tx -> new Expiring(bucket(tx)).put(ANNA, Bytes.of("{}")));
    assertThat(has(ANNA)).isTrue();
    store.update(tx -> new Expiring(bucket(tx)).expireAt(now));
    assertThat(has(ANNA)).isFalse();
  }

  @Test
  void withoutAMomentNothingIsGoodAndNonsenseIsNamed() {
    byte[] expires = Bytes.of(Expiring.EXPIRES);
    store.update(tx -> bucket(tx).delete(expires));
    assertThat(has(ANNA)).isFalse();
    store.update(tx -> bucket(tx).put(expires, Bytes.of("tomorrow")));
    assertThatThrownBy(() -> has(ANNA))
        .isInstanceOf(StoreFault.class)
        .hasMessageContaining("'tomorrow' under 'expires' is not a moment");
    assertThatThrownBy(() -> store.update(tx -> new Expiring(bucket(tx)).put(expires, Bytes.EMPTY)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
