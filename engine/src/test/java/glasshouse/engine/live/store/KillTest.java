package glasshouse.engine.live.store;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.cache.Check;
import glasshouse.engine.cache.ContentHash;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Stacks;
import glasshouse.engine.oracle.Etcdctl;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.JudgedByEtcdctl;
import glasshouse.engine.oracle.Needs;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed while it writes, again and again. Its lock goes with it, and the file holds
 * every commit that it had acknowledged, and at most one more.
 */
@Needs(Judge.ETCDCTL)
@JudgedByEtcdctl
class KillTest {
  /** Longer by option; at least four kills, one for each kind of file. */
  private static final long SECONDS = Long.getLong("glasshouse.kill.seconds", 6);

  private static final int[] PAGE_SIZES = {4096, 1024};

  @TempDir Path directory;

  private final LockRegistry registry = new LockRegistry(Stacks.OFF, _ -> {});
  private final Random random = new Random(4);
  private final long[] acknowledged = new long[4];

  @Test
  void whatWasAcknowledgedIsThere() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    for (int kill = 0; kill < 4 || System.nanoTime() < end; kill++) {
      int kind = kill % 4;
      Path file = directory.resolve("file" + kind);
      long said = writeAndKill(file, kind);
      acknowledged[kind] = Math.max(acknowledged[kind], said);
      judge(file, kind, kill);
    }
  }

  /** The last commit that the process spoke of; it is killed within some next one. */
  private long writeAndKill(Path file, int kind) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                file.toString(),
                String.valueOf(PAGE_SIZES[kind % 2]),
                String.valueOf(kind > 1))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = 0;
    try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
      int enough = 1 + random.nextInt(400);
      String line = lines.readLine();
      for (int seen = 1; line != null; seen++) {
        last = Long.parseLong(line);
        if (seen == enough) {
          // By its handle: the process itself would close the pipe with what is still in it.
          writer.toHandle().destroyForcibly();
        }
        line = lines.readLine();
      }
      assertThat(writer.waitFor()).isEqualTo(128 + 9);
    } finally {
      writer.destroyForcibly();
    }
    return last;
  }

  private void judge(Path file, int kind, int kill) throws Exception {
    Etcdctl.Status status = Etcdctl.status(file);
    assertThat(status.exit()).as("kill %d: %s", kill, status.said()).isZero();
    StoreOptions soon = StoreOptions.DEFAULT.within(1000);
    try (RealStore store =
        RealStore.open(registry, file, kind > 1 ? soon.withoutFreelist() : soon)) {
      assertThat(store.store().<Integer>view(tx -> Check.of(tx).size())).isZero();
      assertThat(store.store().<Long>view(ContentHash::of)).isEqualTo(status.hash());
      long last = store.store().view(KilledWriter::last);
      assertThat(last).as("kill %d", kill).isBetween(acknowledged[kind], acknowledged[kind] + 1);
      assertThat(store.store().<Integer>view(tx -> KilledWriter.wrong(tx, last))).isZero();
    }
  }
}
