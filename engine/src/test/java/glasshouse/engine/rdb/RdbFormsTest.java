package glasshouse.engine.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.port.RandomSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Forms that random data does not come to, and what packs and unpacks. */
class RdbFormsTest {
  private static final String HEAD = "REDIS0011";
  private static final String END = "\u00ff\0\0\0\0\0\0\0\0";

  private static RdbFiles.Filled read(String body) throws RdbException {
    return RdbFiles.read(Bytes.of(HEAD + body + END), 1, true);
  }

  @Test
  void setsOf72AreRead() throws RdbException {
    String listpack = "\u0010\0\0\0\u0003\0\u0005\u0001\u0081a\u0002\u0082bc\u0003\u00ff";
    KeyEntry entry =
        read("\u0014\u0001s\u0010" + listpack).keyspace.database(0).physical(Bytes.of("s"));
    assertThat(entry).isNotNull();
    assertThat(entry.value())
        .isInstanceOfSatisfying(
            SetValue.class,
            set -> {
              assertThat(set.size()).isEqualTo(3);
              assertThat(set.contains(Bytes.of("5"))).isTrue();
              assertThat(set.contains(Bytes.of("bc"))).isTrue();
            });
  }

  @Test
  void dataOfModulesIsSkippedAndFunctionsAreKept() throws RdbException {
    String module =
        "\u00f7\u0081ABCDEFGH\u0002\u0001\u0005\u0003xyz\u0002\u0007\u0003....\u0004........\0";
    assertThat(read(module + "\u00f5\u0003lib\u0000\u0001k\u0001v").notes)
        .containsExactly("function lib", "end false");
    // A release candidate of 7.0 kept name, engine and code apart.
    assertThat(read("\u00f6\u0003lib\u0003LUA\0\u0004code").notes)
        .containsExactly("function #!LUA name=lib\ncode", "end false");
    assertThatThrownBy(() -> read("\u00f7\u0001\u0002\u0001\u0006"))
        .hasMessage("RDB offset 13: expected a field of a module, saw 6");
  }

  @Test
  void filesBeforeVersionFiveHaveNoChecksum() throws RdbException {
    byte[] file = Bytes.of("REDIS0004\u00fe\0\u0000\u0001k\u0001v\u00ffnext");
    RdbFiles.Filled filled = new RdbFiles.Filled();
    RdbReader reader = new RdbReader(filled, filled.keyspace.rules(), true);
    assertThat(reader.feed(file, 0, file.length)).isEqualTo(file.length - 4);
    assertThat(reader.ended()).isTrue();
    assertThat(filled.notes).containsExactly("end false");
  }

  @Test
  void whatIsPackedUnpacksAndWhatIsDamagedDoesNotHarm() {
    RandomSource random = new RandomSource(5);
    Lzf lzf = new Lzf();
    int packedCount = 0;
    int damagedCount = 0;
    for (int round = 0; round < 3000; round++) {
      byte[] plain = new byte[3 + random.nextInt(round % 100 == 0 ? 70_000 : 300)];
      int letters = 1 + random.nextInt(20);
      for (int i = 0; i < plain.length; i++) {
        boolean repeat = i > 40 && random.nextInt(10) > 0;
        plain[i] = repeat ? plain[i - 40] : (byte) random.nextInt(letters);
      }
      ByteBuilder packed = new ByteBuilder(100);
      if (!lzf.pack(plain, 1, plain.length - 1, packed, plain.length - 5)) {
        assertThat(packed.isEmpty()).isTrue();
        continue;
      }
      packedCount++;
      assertThat(Lzf.plausible(packed.length(), plain.length - 1)).isTrue();
      byte[] unpacked = new byte[plain.length - 1];
      assertThat(Lzf.unpack(packed.array(), 0, packed.length(), unpacked)).isTrue();
      assertThat(unpacked).isEqualTo(Arrays.copyOfRange(plain, 1, plain.length));
      assertThat(Lzf.unpack(packed.array(), 0, packed.length(), new byte[plain.length])).isFalse();
      assertThat(Lzf.unpack(packed.array(), 0, packed.length() - 1, unpacked)).isFalse();
      byte[] damaged = packed.toByteArray();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      damagedCount += Lzf.unpack(damaged, 0, damaged.length, unpacked) ? 0 : 1;
    }
    assertThat(packedCount).isGreaterThan(1000);
    assertThat(damagedCount).isPositive();
  }

  @Test
  void aLargeStringIsReadOnceAndNotOverAndOver() throws RdbException {
    int size = 64 << 20;
    ByteBuilder file = new ByteBuilder(size + 100).latin(HEAD).put(0).put(1).put('k');
    ValueWriter.length(size, file.put(new byte[0]));
    file.put(new byte[size]).latin(END);
    RdbFiles.Filled filled = new RdbFiles.Filled();
    RdbReader reader = new RdbReader(filled, filled.keyspace.rules(), true);
    for (int at = 0; at < file.length(); at += 100) {
      reader.feed(file.array(), at, Math.min(100, file.length() - at));
    }
    assertThat(reader.ended()).isTrue();
    assertThat(filled.keyspace.size()).isEqualTo(1);
  }
}
