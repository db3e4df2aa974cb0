package glasshouse.engine.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import org.junit.jupiter.api.Test;

class DigestTaskTest {
  private final Keyspace keyspace = new Keyspace(16, new ValueRules(3));

  private void fill(int db, int keys) {
    for (int i = 0; i < keys; i++) {
      keyspace.database(db).set(Bytes.of("k" + i), new StringValue(i));
    }
  }

  private static int slices(DigestTask task) {
    int slices = 1;
    while (!task.run(10)) {
      slices++;
    }
    return slices;
  }

  @Test
  void nothingHasADigestOfZeros() {
    DigestTask task = new DigestTask(keyspace);
    assertThat(task.run(1)).isTrue();
    assertThat(task.hex()).isEqualTo("0".repeat(40)).isEqualTo(Digest.of(keyspace));
  }

  @Test
  void isTheDigestOfAllWhateverTheSlicesWhileOthersRead() {
    fill(0, 500);
    fill(7, 40);
    DigestTask task = new DigestTask(keyspace);
    for (int i = 0; !task.run(7); i++) {
      keyspace.database(0).find(Bytes.of("k" + i), 0);
    }
    assertThat(task.hex()).isEqualTo(Digest.of(keyspace));
  }

  @Test
  void beginsAnewAfterAWrite() {
    fill(0, 200);
    DigestTask task = new DigestTask(keyspace);
    assertThat(task.run(50)).isFalse();
    keyspace.database(0).set(Bytes.of("k0"), new StringValue(-1));
    task.restart();
    assertThat(slices(task)).isGreaterThan(10);
    assertThat(task.hex()).isEqualTo(Digest.of(keyspace));
    keyspace.swap(0, 1);
    assertThat(Digest.of(keyspace)).isNotEqualTo(task.hex());
  }
}
