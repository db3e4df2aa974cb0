package glasshouse.engine.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.Digest;
import glasshouse.engine.keyspace.Keyspace;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RdbDamageTest {
  private static byte[] small(int version) {
    Keyspace keyspace = RdbFiles.empty();
    RandomData.fill(keyspace, 11, 40, 1_700_000_000_000L);
    byte[] file = RdbFiles.write(keyspace, new RdbFormat(version, true, true));
    for (int keys = 39; file.length > 1200; keys--) {
      keyspace.clear();
      RandomData.fill(keyspace, 11, keys, 1_700_000_000_000L);
      file = RdbFiles.write(keyspace, new RdbFormat(version, true, true));
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 10})
  void aFileCutAnywhereIsRefusedAtItsEnd(int version) {
    byte[] file = small(version);
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      int end = length;
      assertThatThrownBy(() -> RdbFiles.read(cut, 512, true))
          .isInstanceOfSatisfying(RdbException.class, e -> assertThat(e.offset()).isEqualTo(end))
          .hasMessageContaining("saw the end, expected at least");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 10})
  void aFlippedBitIsNoticed(int version) {
    byte[] file = small(version);
    for (int bit = 0; bit < file.length * 8; bit++) {
      file[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> RdbFiles.read(file, file.length, true))
          .describedAs("bit %d", bit)
          .isInstanceOf(RdbException.class);
      file[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 10})
  void aFlippedBitWithoutChecksumIsRefusedOrLoads(int version) throws RdbException {
    byte[] file = small(version);
    String whole = Digest.of(RdbFiles.read(file, file.length, false).keyspace);
    int refused = 0;
    int changed = 0;
    for (int bit = 0; bit < file.length * 8; bit++) {
      file[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        Keyspace read = RdbFiles.read(file, 512, false).keyspace;
        changed += Digest.of(read).equals(whole) ? 0 : 1;
      } catch (RdbException e) {
        refused++;
        assertThat(e.offset()).isBetween(0L, (long) file.length);
      }
      file[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(refused).isPositive();
    assertThat(changed).isPositive();
  }

  @Test
  void aLengthThatNothingJustifiesAllocatesNothing() {
    byte[] lie = Bytes.of("REDIS0010\u0000\u0081\0\0\0\0\u007f\u00ff\0\0");
    assertThatThrownBy(() -> RdbFiles.read(lie, 1, true))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining("saw the end, expected at least 21474");
    byte[] packed = Bytes.of("REDIS0010\u0000\u00c3\u0002\u0080\u0010\0\0\0ab");
    assertThatThrownBy(() -> RdbFiles.read(packed, 1, true))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining("a compressed string of 2 bytes cannot stand for 268435456");
    byte[] many = Bytes.of("REDIS0010\u0002\u0001k\u0081\u007f\u00ff\0\0\0\0\0\0\u0001a");
    assertThatThrownBy(() -> RdbFiles.read(many, 1, true)).isInstanceOf(RdbException.class);
  }

  @Test
  void whatIsNotSupportedYetIsNamed() {
    assertThatThrownBy(() -> RdbFiles.read(Bytes.of("REDIS0010\u0007\u0001k"), 99, true))
        .hasMessage("RDB offset 9: not supported yet: module");
    assertThatThrownBy(() -> RdbFiles.read(Bytes.of("REDIS0013\u0007\u0001k"), 99, true))
        .hasMessage("RDB offset 0: expected REDIS0001 to REDIS0012, saw 524544495330303133");
    assertThatThrownBy(() -> RdbFiles.read(Bytes.of("REDIS0010c\u0001k"), 99, true))
        .hasMessage("RDB offset 9: expected a value type or an opcode, saw 0x63");
  }
}
