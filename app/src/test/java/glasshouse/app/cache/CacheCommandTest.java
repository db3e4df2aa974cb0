package glasshouse.app.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import glasshouse.app.Captured;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CacheCommandTest {
  /** What only reads, without the file's name. */
  private static final String[][] READS = {
    {"check"},
    {"stats"},
    {"pages"},
    {"dump", "0"},
    {"hash"},
    {"keys", "accounts/open"},
    {"get", "accounts/open", "a"}
  };

  @TempDir Path directory;
  @RegisterExtension final Captured captured = new Captured();
  private final InputStream systemIn = System.in;
  private String file = "";

  @BeforeEach
  void load() {
    file = directory.resolve("cache.db").toString();
    System.setIn(
        new ByteArrayInputStream("b\t2\na\t1\nc\tdrei\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(run("load", file, "accounts/open")).isZero();
    assertThat(captured.said()).isEqualTo("3 keys\n");
  }

  @AfterEach
  void release() {
    System.setIn(systemIn);
  }

  private static int run(String... args) {
    return CacheCommand.line().execute(args);
  }

  @Test
  void whatWasLoadedIsThere() {
    assertThat(run("keys", file)).isZero();
    assertThat(captured.said()).isEqualTo("accounts/\n");
    assertThat(run("keys", file, "accounts/open")).isZero();
    assertThat(captured.said()).isEqualTo("a\nb\nc\n");
    assertThat(run("get", file, "accounts/open", "c")).isZero();
    assertThat(captured.said()).isEqualTo("drei");
    assertThat(run("get", file, "accounts/open", "d")).isEqualTo(1);
    assertThat(run("keys", file, "none")).isEqualTo(1);
    assertThat(captured.complaint()).contains("there is no bucket 'none'");
    assertThat(run("check", file)).isZero();
    assertThat(captured.said()).isEqualTo("OK\n");
    assertThat(run("stats", file, "--json")).isZero();
    assertThat(captured.said()).contains("\"keys\" : 3").contains("\"buckets\" : 2");
    assertThat(run("pages", file)).isZero();
    assertThat(captured.said()).contains("0        meta").contains("leaf").contains("free");
    assertThat(run("dump", file, "0")).isZero();
    assertThat(captured.said()).contains("00000010  ed da 0c ed 02 00 00 00");
  }

  @Test
  void copiesHoldTheSame() throws IOException {
    String copy = directory.resolve("copy").toString();
    String compact = directory.resolve("compact").toString();
    assertThat(run("copy", file, copy)).isZero();
    assertThat(run("compact", file, compact, "--tx-max-size", "3")).isZero();
    captured.said();
    for (String other : new String[] {copy, compact}) {
      assertThat(Files.getPosixFilePermissions(Path.of(other)))
          .as("who may read the copy")
          .isEqualTo(Files.getPosixFilePermissions(Path.of(file)));
    }
    assertThat(run("hash", file)).isZero();
    String hash = captured.said();
    for (String other : new String[] {copy, compact}) {
      assertThat(run("check", other)).isZero();
      assertThat(captured.said()).isEqualTo("OK\n");
      assertThat(run("hash", other)).isZero();
      assertThat(captured.said()).isEqualTo(hash);
    }
    assertThat(run("keys", compact, "accounts/open")).isZero();
    assertThat(captured.said()).isEqualTo("a\nb\nc\n");
    assertThat(run("copy", file, copy)).isEqualTo(1);
    assertThat(captured.complaint()).contains("exists");
  }

  /** A name that was mistyped is not held, and no file is left behind. */
  @Test
  void whatIsNotThereIsHeldOnlyWhenToldSo() {
    Path none = directory.resolve("none.db");
    assertThat(run("hold", none.toString(), "--for", "1ms")).isEqualTo(1);
    assertThat(captured.complaint()).contains("none.db: no such file");
    assertThat(none).doesNotExist();
    assertThat(run("hold", none.toString(), "--for", "1ms", "--create")).isZero();
    assertThat(captured.said()).startsWith("holding " + none);
    assertThat(none).isEmptyFile();
    // As bbolt, to open it to write makes a store of it.
    assertThat(run("load", none.toString(), "b")).isZero();
    assertThat(run("check", none.toString())).isZero();
  }

  @Test
  void damageIsNamed() throws Exception {
    byte[] bytes = Files.readAllBytes(Path.of(file));
    bytes[3 * 4096 + 8] = 0x55;
    bytes[5 * 4096 + 8] = 0x55;
    bytes[4 * 4096 + 8] = 0x55;
    Files.write(Path.of(file), bytes);
    assertThat(run("check", file)).isEqualTo(1);
    assertThat(captured.said()).contains("type");
    String broken = directory.resolve("broken").toString();
    assertThat(run("compact", file, broken)).isEqualTo(1);
    assertThat(captured.complaint()).contains("expected leaf or branch");
    Files.write(Path.of(file), new byte[9000]);
    assertThat(run("check", file)).isEqualTo(1);
    assertThat(captured.complaint()).contains("invalid database");
  }

  @Test
  void aFileThatAnotherHoldsIsReadAllTheSame() throws Exception {
    Process holder = new ProcessBuilder("flock", file, "sh", "-c", "echo held; read line").start();
    try (BufferedReader from = holder.inputReader(StandardCharsets.UTF_8)) {
      assertThat(from.readLine()).isEqualTo("held");
      assertThat(run("get", file, "accounts/open", "a")).isZero();
      assertThat(captured.said()).isEqualTo("1");
      assertThat(captured.complaint())
          .contains("is held by process")
          .contains("read without its lock, as of transaction 2");
      assertThat(run("who", file)).isZero();
      assertThat(captured.said()).contains("holds the lock, alone").contains("flock");
      assertThat(run("hold", file, "--for", "1s", "--timeout", "100ms")).isEqualTo(3);
      String holds = "it is held by process " + holder.pid() + " (flock " + file;
      assertThat(captured.complaint()).contains("was not to be had within 100 ms: " + holds);
      assertThat(run("load", file, "b", "--timeout", "100ms")).isEqualTo(3);
      assertThat(captured.complaint()).contains("was not to be had within 100 ms: " + holds);
      for (String[] reads : READS) {
        assertThat(run(with(file, reads))).as(reads[0]).isZero();
        assertThat(captured.complaint()).as(reads[0]).contains("read without its lock");
      }
      captured.said();
    } finally {
      holder.getOutputStream().close();
      holder.waitFor();
    }
    assertThat(run("hold", file, "--for", "1ms")).isZero();
    assertThat(captured.said()).contains("holding " + file);
    assertThat(run("who", file)).isZero();
    assertThat(captured.said()).isEqualTo("nobody has it open\n");
  }

  private static String[] with(String file, String... command) {
    String[] all = new String[command.length + 1];
    all[0] = command[0];
    all[1] = file;
    System.arraycopy(command, 1, all, 2, command.length - 1);
    return all;
  }

  /** A command without the file's name, and what its JSON has somewhere. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Spoken(String pointer, String... command) {}

  @Test
  void everyCommandSpeaksJson() throws Exception {
    ObjectMapper json = new ObjectMapper();
    String copy = directory.resolve("copy").toString();
    String compact = directory.resolve("compact").toString();
    System.setIn(new ByteArrayInputStream("k\tv\n".getBytes(StandardCharsets.UTF_8)));
    List<Spoken> expected =
        List.of(
            new Spoken("/findings", "check"),
            new Spoken("/keys", "stats"),
            new Spoken("/0/kind", "pages"),
            new Spoken("/0/hex", "dump", "0"),
            new Spoken("/hash", "hash"),
            new Spoken("/2", "keys", "accounts/open"),
            new Spoken("/base64", "get", "accounts/open", "a"),
            new Spoken("", "who"),
            new Spoken("/descriptor", "hold", "--for", "1ms"),
            new Spoken("/keys", "load", "more"),
            new Spoken("/bytes", "copy", copy),
            new Spoken("/after", "compact", compact));
    for (Spoken spoken : expected) {
      String[] words = with(file, spoken.command);
      words = Arrays.copyOf(words, words.length + 1);
      words[words.length - 1] = "--json";
      assertThat(run(words)).as(words[0]).isZero();
      String said = captured.said();
      assertThat(json.readTree(said).at(spoken.pointer).isMissingNode())
          .as("%s: %s", words[0], said)
          .isFalse();
    }
    assertThat(expected).hasSize(CacheCommand.line().getSubcommands().size());
  }

  @Test
  void theHashIsEtcdctls() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("etcdctl", "snapshot", "status", file);
    builder.environment().put("ETCDCTL_API", "3");
    Process etcdctl;
    try {
      etcdctl = builder.redirectErrorStream(true).start();
    } catch (IOException e) {
      assertThat(System.getenv("CI")).as("etcd-client is needed").isNotEqualTo("true");
      captured.screen().println("SKIPPED theHashIsEtcdctls: no etcdctl (Debian: etcd-client)");
      Assumptions.abort("no etcdctl");
      return;
    }
    String said = new String(etcdctl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(etcdctl.waitFor()).as(said).isZero();
    assertThat(run("hash", file)).isZero();
    assertThat(captured.said()).isEqualTo(said.substring(0, said.indexOf(',')) + "\n");
  }

  @Test
  void bytesThatAreNotTextAreEscapedBothWays() {
    byte[] odd = {'a', 0, (byte) 0xFF, '\\'};
    assertThat(CacheFile.text(odd)).isEqualTo("a\\x00\\xff\\x5c");
    assertThat(CacheFile.bytes(CacheFile.text(odd))).isEqualTo(odd);
    assertThat(CacheFile.bytes("ä")).hasSize(2);
  }

  @Test
  void whatIsNotThereIsNamedInOneLine() {
    String none = directory.resolve("none").toString();
    for (String[] command : READS) {
      assertThat(run(with(none, command))).as(command[0]).isEqualTo(1);
      assertThat(captured.complaint()).as(command[0]).contains("no such file").hasLineCount(1);
    }
    assertThat(run("who", none)).isEqualTo(1);
    assertThat(captured.complaint()).contains("no such file").hasLineCount(1);
    assertThat(run("hold", file)).isEqualTo(2);
  }

  @Test
  void aBrokenMetaPageIsSaidThoughTheFileIsSound() throws Exception {
    byte[] bytes = Files.readAllBytes(Path.of(file));
    bytes[30] ^= 1;
    Files.write(Path.of(file), bytes);
    assertThat(run("check", file)).isZero();
    assertThat(captured.said()).isEqualTo("OK\n");
    assertThat(captured.complaint()).contains("transaction 1 is served").contains("checksum error");
  }

  @Test
  void aLineWithoutTabLoadsNothing() {
    System.setIn(new ByteArrayInputStream("x\t1\nno tab\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(run("load", file, "accounts/open")).isEqualTo(1);
    assertThat(captured.complaint()).contains("line 2").contains("nothing was");
    assertThat(run("keys", file, "accounts/open")).isZero();
    assertThat(captured.said()).isEqualTo("a\nb\nc\n");
  }
}
