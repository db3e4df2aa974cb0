package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An append only file damaged at every byte: repaired as Redis says, or refused by name. */
class AofDamageTest {
  private static final String DIR = "appendonlydir/appendonly.aof";
  private static final String INCREMENT = DIR + ".1.incr.aof";
  private static final String BASE = DIR + ".1.base.rdb";
  private static final String MANIFEST = DIR + ".manifest";
  private static final String SHORT_READ = "!!! Warning: short read while loading the AOF file";

  private final Lab lab = new Lab();
  private final Map<Integer, String> digests = new TreeMap<>();

  @BeforeEach
  void fill() {
    lab.master("m", "appendonly", "yes");
    step("SET", "a", "1");
    step("RPUSH", "list", "a", "b", "c");
    step("EVAL", "redis.call('SET','b',1) redis.call('INCR','b')", "0");
    step("SET", "expiring", "v", "PX", "100000000");
    step("SET", "last", "1");
    lab.kill("m");
  }

  private void step(String... command) {
    digests.put(whole(INCREMENT).length, digest());
    lab.run("m", command);
    digests.put(whole(INCREMENT).length, digest());
  }

  private String digest() {
    return lab.run("m", "DEBUG", "DIGEST");
  }

  private byte[] whole(String file) {
    return lab.disk("m").content(file);
  }

  /** What a start says. */
  private String start() {
    lab.start("m");
    String said = lab.logs();
    return said.substring(said.lastIndexOf("Server initialized"));
  }

  private boolean refused() {
    return lab.exit("m") == 1;
  }

  @Test
  void aTornTailIsCutBehindTheLastWholePiece() {
    byte[] all = whole(INCREMENT);
    for (int length = 0; length < all.length; length++) {
      lab.disk("m").put(INCREMENT, Arrays.copyOf(all, length));
      String said = start();
      int kept = whole(INCREMENT).length;
      assertThat(refused()).as("%d bytes: %s", length, said).isFalse();
      assertThat(said.contains(SHORT_READ)).as("%d bytes", length).isEqualTo(kept < length);
      assertThat(digest()).as("%d bytes", length).isEqualTo(digestAt(length));
      lab.run("m", "SET", "after", "1");
      String digest = digest();
      lab.kill("m");
      assertThat(start()).as("%d bytes", length).doesNotContain(SHORT_READ);
      assertThat(digest()).as("%d bytes", length).isEqualTo(digest);
      lab.kill("m");
    }
  }

  private String digestAt(int length) {
    String last = "";
    for (Map.Entry<Integer, String> at : digests.entrySet()) {
      last = at.getKey() <= length ? at.getValue() : last;
    }
    return last;
  }

  @Test
  void aTornTailIsRefusedWhenThatIsWanted() {
    byte[] all = whole(INCREMENT);
    lab.configure("m", "aof-load-truncated no");
    lab.disk("m").put(INCREMENT, Arrays.copyOf(all, all.length - 3));
    assertThat(start())
        .contains("Unexpected end of file reading the append only file appendonly.aof.1.incr.aof.");
    assertThat(refused()).isTrue();
    assertThat(whole(INCREMENT)).hasSize(all.length - 3);
  }

  @Test
  void aChangedByteNeverLosesSilentlyWhatComesBehindIt() {
    byte[] all = whole(INCREMENT);
    int lastCommand = digests.keySet().stream().sorted().toList().get(digests.size() - 2);
    for (int at = 0; at < all.length; at++) {
      byte[] damaged = all.clone();
      damaged[at] ^= 0x15;
      lab.disk("m").put(INCREMENT, damaged);
      String said = start();
      if (refused()) {
        assertThat(said).as("byte %d", at).contains("appendonly.aof.1.incr.aof");
        assertThat(whole(INCREMENT)).isEqualTo(damaged);
      } else {
        if (!said.contains(SHORT_READ) && at < lastCommand) {
          assertThat(lab.run("m", "EXISTS", "last")).as("byte %d", at).isEqualTo(":1\r\n");
        }
        lab.kill("m");
      }
    }
  }

  @Test
  void aBaseIsWholeOrRefused() {
    byte[] all = whole(BASE);
    for (int at = 0; at < all.length; at++) {
      byte[] damaged = all.clone();
      damaged[at] ^= 0x15;
      lab.disk("m").put(BASE, damaged);
      String said = start();
      assertThat(refused()).as("byte %d: %s", at, said).isTrue();
      assertThat(said).contains("appendonly.aof.1.base.rdb");
      lab.disk("m").put(BASE, Arrays.copyOf(all, at));
      start();
      assertThat(refused()).as("%d bytes", at).isTrue();
    }
  }

  @Test
  void aManifestIsUnderstoodOrRefused() {
    byte[] all = whole(MANIFEST);
    for (int at = 0; at < all.length; at++) {
      byte[] damaged = all.clone();
      damaged[at] ^= 0x15;
      lab.disk("m").put(MANIFEST, damaged);
      start();
      if (!refused()) {
        assertThat(lab.run("m", "EXISTS", "last")).as("byte %d", at).isEqualTo(":1\r\n");
        lab.kill("m");
      }
    }
    lab.disk("m").put(MANIFEST, Bytes.EMPTY);
    assertThat(start()).contains("Found an empty AOF manifest");
    lab.disk("m").put(MANIFEST, Bytes.of("file a/b seq 1 type b\n"));
    assertThat(start())
        .contains("Reading the manifest file, at line 1", "File can't be a path, just a filename");
    lab.disk("m").put(MANIFEST, Bytes.of("file a seq 2 type i\nfile b seq 1 type i\n"));
    assertThat(start()).contains("Found a non-monotonic sequence number");
  }

  @Test
  void aPartThatIsMissingIsNamed() {
    lab.disk("m").put(INCREMENT, null);
    assertThat(start())
        .contains(
            "Unable to obtain the AOF file appendonly.aof.1.incr.aof length. stat: No such file or"
                + " directory");
    assertThat(refused()).isTrue();
  }

  @Test
  void onlyTheLastPartMayBeTorn() {
    byte[] all = whole(INCREMENT);
    String second = DIR + ".2.incr.aof";
    lab.disk("m").put(second, Bytes.EMPTY);
    lab.disk("m").put(INCREMENT, Arrays.copyOf(all, all.length - 1));
    String parts = Bytes.text(whole(MANIFEST)) + "file appendonly.aof.2.incr.aof seq 2 type i\n";
    lab.disk("m").put(MANIFEST, Bytes.of(parts));
    assertThat(start()).contains("Fatal error: the truncated file is not the last file");
    assertThat(refused()).isTrue();
    assertThat(whole(INCREMENT)).hasSize(all.length - 1);
  }
}
