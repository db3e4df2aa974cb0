package glasshouse.app.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheCommandTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream systemOut = System.out;
  private final PrintStream systemErr = System.err;
  private final InputStream systemIn = System.in;
  private String file = "";

  @BeforeEach
  void capture() {
    file = directory.resolve("cache.db").toString();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    System.setIn(
        new ByteArrayInputStream("b\t2\na\t1\nc\tdrei\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(run("load", file, "accounts/open")).isZero();
    assertThat(said()).isEqualTo("3 keys\n");
  }

  @AfterEach
  void release() {
    System.setOut(systemOut);
    System.setErr(systemErr);
    System.setIn(systemIn);
  }

  private static int run(String... args) {
    return CacheCommand.line().execute(args);
  }

  private String said() {
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }

  @Test
  void whatWasLoadedIsThere() {
    assertThat(run("keys", file)).isZero();
    assertThat(said()).isEqualTo("accounts/\n");
    assertThat(run("keys", file, "accounts/open")).isZero();
    assertThat(said()).isEqualTo("a\nb\nc\n");
    assertThat(run("get", file, "accounts/open", "c")).isZero();
    assertThat(said()).isEqualTo("drei");
    assertThat(run("get", file, "accounts/open", "d")).isEqualTo(1);
    assertThat(run("keys", file, "none")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no bucket 'none'");
    assertThat(run("check", file)).isZero();
    assertThat(said()).isEqualTo("OK\n");
    assertThat(run("stats", file, "--json")).isZero();
    assertThat(said()).contains("\"keys\" : 3").contains("\"buckets\" : 2");
    assertThat(run("pages", file)).isZero();
    assertThat(said()).contains("0        meta").contains("leaf").contains("free");
    assertThat(run("dump", file, "0")).isZero();
    assertThat(said()).contains("00000010  ed da 0c ed 02 00 00 00");
  }

  @Test
  void copiesHoldTheSame() {
    String copy = directory.resolve("copy").toString();
    String compact = directory.resolve("compact").toString();
    assertThat(run("copy", file, copy)).isZero();
    assertThat(run("compact", file, compact, "--tx-max-size", "3")).isZero();
    said();
    assertThat(run("hash", file)).isZero();
    String hash = said();
    for (String other : new String[] {copy, compact}) {
      assertThat(run("check", other)).isZero();
      assertThat(said()).isEqualTo("OK\n");
      assertThat(run("hash", other)).isZero();
      assertThat(said()).isEqualTo(hash);
    }
    assertThat(run("keys", compact, "accounts/open")).isZero();
    assertThat(said()).isEqualTo("a\nb\nc\n");
    assertThat(run("copy", file, copy)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("exists");
  }

  @Test
  void damageIsNamed() throws Exception {
    byte[] bytes = Files.readAllBytes(Path.of(file));
    bytes[3 * 4096 + 8] = 0x55;
    bytes[5 * 4096 + 8] = 0x55;
    bytes[4 * 4096 + 8] = 0x55;
    Files.write(Path.of(file), bytes);
    assertThat(run("check", file)).isEqualTo(1);
    assertThat(said()).contains("type");
    Files.write(Path.of(file), new byte[9000]);
    assertThat(run("check", file)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("invalid database");
  }

  @Test
  void aFileThatAnotherHoldsIsReadAllTheSame() throws Exception {
    Process holder = new ProcessBuilder("flock", file, "sh", "-c", "echo held; read line").start();
    try (BufferedReader from = holder.inputReader(StandardCharsets.UTF_8)) {
      assertThat(from.readLine()).isEqualTo("held");
      assertThat(run("get", file, "accounts/open", "a")).isZero();
      assertThat(said()).isEqualTo("1");
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains("is held by process")
          .contains("read without its lock, as of transaction 2");
      assertThat(run("who", file)).isZero();
      assertThat(said()).contains("holds the lock, alone").contains("flock");
      assertThat(run("hold", file, "--for", "1s", "--timeout", "100ms")).isEqualTo(3);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains("was not to be had within 100 ms: it is held by process");
    } finally {
      holder.getOutputStream().close();
      holder.waitFor();
    }
    assertThat(run("hold", file, "--for", "1ms")).isZero();
    assertThat(said()).contains("holding " + file);
    assertThat(run("who", file)).isZero();
    assertThat(said()).isEqualTo("nobody has it open\n");
  }

  @Test
  void aLineWithoutTabLoadsNothing() {
    System.setIn(new ByteArrayInputStream("x\t1\nno tab\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(run("load", file, "accounts/open")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("line 2").contains("nothing was");
    assertThat(run("keys", file, "accounts/open")).isZero();
    assertThat(said()).isEqualTo("a\nb\nc\n");
  }
}
