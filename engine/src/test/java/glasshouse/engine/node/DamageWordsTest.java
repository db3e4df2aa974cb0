package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of damaged dumps the log says what Redis 7.0.15 says of them, besides where the damage is. */
class DamageWordsTest {
  private static final String UNSEALED = "\n\0" + "\0".repeat(8);

  @ParameterizedTest
  @CsvSource({
    "09 03616263, Zipmap integrity check failed.",
    "09 0200FF, Zipmap integrity check failed.",
    "0D 11 11000000 0B000000 0200 000161 030162 FF, Hash ziplist integrity check failed.",
    "0A 03616263, List ziplist integrity check failed.",
    "0B 03616263, Intset integrity check failed.",
    "0C 03616263, Zset ziplist integrity check failed.",
    "0D 03616263, Hash ziplist integrity check failed.",
    "0E 01 03616263, Ziplist integrity check failed.",
    "10 03616263, Hash listpack integrity check failed.",
    "11 03616263, Zset listpack integrity check failed.",
    "12 01 02 03616263, Listpack integrity check failed.",
    "0F 01 10 0000000000000001 0000000000000001 03616263, Stream listpack integrity check failed.",
    "02 02 0161 0161, Duplicate set members detected",
    "05 01 0161 000000000000F87F, Zset with NAN score detected",
    "05 02 0161 0000000000000000 0161 0000000000000000, Duplicate zset fields detected",
    "04 02 0161 0162 0161 0163, Hash with dup elements",
    "00 C3 01 05 FF, Invalid LZF compressed string",
    "12 01 01 00, expected an element of a list",
  })
  void restoreSaysWhatIsDamaged(String hex, String verdict) {
    Desk desk = new Desk();
    String payload = Bytes.text(HexFormat.of().parseHex(hex.replace(" ", "")));
    assertThat(desk.run("RESTORE", "k", "0", payload + UNSEALED))
        .isEqualTo("-ERR DUMP payload version or checksum are wrong\r\n");
    desk.run("DEBUG", "SET-SKIP-CHECKSUM-VALIDATION", "1");
    assertThat(desk.run("RESTORE", "k", "0", payload + UNSEALED))
        .isEqualTo("-ERR Bad data format\r\n");
    assertThat(desk.lab().logs()).contains("was refused: " + verdict);
  }

  @Test
  void withoutChecksumsThePayloadMustStillBeOfAKnownVersion() {
    Desk desk = new Desk();
    desk.run("DEBUG", "SET-SKIP-CHECKSUM-VALIDATION", "1");
    assertThat(desk.run("RESTORE", "k", "0", "\0\u0001a" + UNSEALED)).isEqualTo("+OK\r\n");
    assertThat(desk.run("RESTORE", "l", "0", "\0\u0001a\u000b\0" + "\0".repeat(8)))
        .isEqualTo("-ERR DUMP payload version or checksum are wrong\r\n");
    desk.run("DEBUG", "SET-SKIP-CHECKSUM-VALIDATION", "0");
    assertThat(desk.run("RESTORE", "l", "0", "\0\u0001a" + UNSEALED)).startsWith("-ERR DUMP");
  }

  @Test
  void aStartSaysWhyItCannotGoOn() {
    byte[] whole = dump();
    byte[] wrongSum = whole.clone();
    wrongSum[whole.length - 1] ^= 1;
    byte[] cut = Arrays.copyOf(whole, whole.length - 12);
    assertThat(start(wrongSum))
        .contains("-> RDB CRC error", "Terminating server after rdb file reading failure.");
    assertThat(start(cut))
        .contains(
            "Short read or OOM loading DB. Unrecoverable error, aborting now.",
            "-> Unexpected EOF reading RDB file",
            "Terminating server after rdb file reading failure.");
    assertThat(start(Bytes.of("XEDIS0009")))
        .contains("Wrong signature trying to load DB from file", "Fatal error loading the DB");
    assertThat(start(Bytes.of("REDIS0099")))
        .contains("Can't handle RDB format version 99", "Fatal error loading the DB");
    assertThat(start(Bytes.of("REDIS0009\u00fe\0\u0099\u0001a")))
        .contains("-> Unknown RDB encoding type 153");
    assertThat(start(Bytes.of("REDIS0009\u00fe\0\r\u0001a\u0003abc")))
        .contains("reading offset 14 -> Hash ziplist integrity check failed.");
  }

  @Test
  void emptyKeysAreSkippedByName() {
    Lab lab = new Lab().master("m");
    lab.kill("m");
    lab.disk("m")
        .put(
            "dump.rdb",
            Bytes.of(
                "REDIS0009\u00fe\0\u0002\u0001s\0\u0004\u0001h\0\0\u0001a\u0001b\u00ff"
                    + "\0".repeat(8)));
    lab.start("m").settle();
    assertThat(lab.run("m", "KEYS", "*")).isEqualTo("*1\r\n$1\r\na\r\n");
    assertThat(lab.logs())
        .contains(
            "rdbLoadObject skipping empty key: s",
            "rdbLoadObject skipping empty key: h",
            "Done loading RDB, keys loaded: 1, keys expired: 0, empty keys skipped: 2.");
  }

  @Test
  void whatDebugReplicateSaysGoesToReplicasAlone() {
    Desk desk = new Desk();
    desk.stream();
    assertThat(desk.run("DEBUG", "REPLICATE", "set", "a", "1")).isEqualTo("+OK\r\n");
    assertThat(desk.run("DEBUG", "REPLICATE", "nonsense")).isEqualTo("+OK\r\n");
    assertThat(desk.run("DEBUG", "REPLICATE")).startsWith("-ERR unknown subcommand");
    assertThat(desk.stream())
        .isEqualTo(List.of(List.of("SELECT", "0"), List.of("set", "a", "1"), List.of("nonsense")));
    assertThat(desk.run("GET", "a")).isEqualTo("$-1\r\n");
  }

  private static byte[] dump() {
    Lab lab = new Lab().master("m");
    lab.run("m", "RPUSH", "l", "1", "2");
    lab.shutdown("m", "SAVE");
    return lab.node("m").file("dump.rdb");
  }

  private static String start(byte[] file) {
    Lab lab = new Lab().master("m");
    lab.kill("m");
    lab.disk("m").put("dump.rdb", file);
    lab.start("m").settle();
    assertThat(lab.exit("m")).isEqualTo(1);
    return lab.logs();
  }
}
