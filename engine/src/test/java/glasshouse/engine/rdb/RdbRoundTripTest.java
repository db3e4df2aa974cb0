package glasshouse.engine.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.Digest;
import glasshouse.engine.keyspace.Keyspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RdbRoundTripTest {
  private static final long NOW = 1_700_000_000_000L;

  @ParameterizedTest
  @CsvSource({"8, true, true", "9, true, false", "10, false, true", "10, true, true"})
  void whatIsWrittenIsRead(int version, boolean compress, boolean checksum) throws RdbException {
    for (long seed = 1; seed <= 4; seed++) {
      Keyspace keyspace = RdbFiles.empty();
      RandomData.fill(keyspace, seed, 150, NOW);
      byte[] file = RdbFiles.write(keyspace, new RdbFormat(version, compress, checksum));
      for (int step : new int[] {1, 7, 4096, file.length}) {
        RdbFiles.Filled read = RdbFiles.read(file, step, true);
        assertThat(read.version).isEqualTo(version);
        assertThat(Digest.of(read.keyspace)).isEqualTo(Digest.of(keyspace));
        assertThat(Expiries.of(read.keyspace)).isEqualTo(Expiries.of(keyspace));
        assertThat(read.notes)
            .containsExactly("aux redis-ver=7.0.15", "aux ctime=1700000000", "end " + checksum);
      }
    }
  }

  @Test
  void whatFollowsTheFileIsNotTaken() throws RdbException {
    byte[] file = RdbFiles.write(RdbFiles.empty(), RdbFormat.REDIS_7);
    RdbFiles.Filled filled = new RdbFiles.Filled();
    RdbReader reader = new RdbReader(filled, filled.keyspace.rules(), true);
    byte[] stream = new ByteBuilder(100).put(file).latin("*1\r\n$4\r\nPING\r\n").toByteArray();
    assertThat(reader.feed(stream, 0, file.length - 3)).isEqualTo(file.length - 3);
    assertThat(reader.ended()).isFalse();
    assertThat(reader.feed(stream, file.length - 3, stream.length - file.length + 3)).isEqualTo(3);
    assertThat(reader.ended()).isTrue();
    assertThat(reader.feed(stream, 0, stream.length)).isZero();
  }

  @Test
  void theChecksumIsThatOfJones() {
    byte[] digits = Bytes.of("123456789");
    assertThat(Crc64.update(0, digits, 0, digits.length)).isEqualTo(0xe9c6d914c4b8d9caL);
    byte[] longer = Bytes.of("This is a test of the emergency broadcast system.");
    long inTwo = Crc64.update(Crc64.update(0, longer, 0, 13), longer, 13, longer.length - 13);
    assertThat(Crc64.update(0, longer, 0, longer.length)).isEqualTo(inTwo);
  }
}
