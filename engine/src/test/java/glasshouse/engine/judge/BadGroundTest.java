package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port that is taken, a directory that is none, a disk that is full, a file that is damaged. */
class BadGroundTest {
  @TempDir Path directory;

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> LiveServer.start(directory, "port " + taken.getLocalPort()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "no directory");
    assertThatThrownBy(() -> LiveServer.start(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aDamagedFileEndsTheStartWithItsOffset() throws Exception {
    try (LiveServer ours = LiveServer.start(directory)) {
      try (Talk talk = ours.talk()) {
        Mixed.load(talk, 50);
        talk.send("SHUTDOWN", "SAVE");
      }
      assertThat(ours.awaitEnd()).isZero();
      Path dump = directory.resolve("dump.rdb");
      byte[] whole = Files.readAllBytes(dump);
      try (RandomAccessFile file = new RandomAccessFile(dump.toFile(), "rw")) {
        file.setLength(whole.length / 2);
      }
      ours.startAgain();
      assertThat(ours.awaitEnd()).isEqualTo(1);
      assertThat(ours.log())
          .contains("Terminating server after rdb file reading failure.")
          .containsPattern("offset \\d+");
      assertThat(Files.size(dump)).isEqualTo(whole.length / 2);
      whole[whole.length / 2] ^= 0x55;
      Files.write(dump, whole);
      ours.startAgain();
      assertThat(ours.awaitEnd()).isEqualTo(1);
    }
  }

  @Test
  void aNodeThatIsKilledWhileItLoadsEndsAtOnce() throws Exception {
    try (LiveServer ours = LiveServer.start(directory)) {
      try (Talk talk = ours.talk()) {
        talk.line("DEBUG POPULATE 100000 key 100");
        talk.send("SHUTDOWN", "SAVE");
      }
      assertThat(ours.awaitEnd()).isZero();
      for (int i = 0; i < 3; i++) {
        ours.startAgain();
        long before = System.nanoTime();
        ours.node().close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
      }
    }
  }

  @Test
  void aSaveThatCannotBeWrittenLeavesTheOldFileAndTheNodeGoesOn() throws Exception {
    try (LiveServer ours = LiveServer.start(directory, "enable-protected-configs yes");
        Talk talk = ours.talk()) {
      talk.line("SET a 1");
      assertThat(talk.line("SAVE")).isEqualTo("+OK");
      Path dump = directory.resolve("dump.rdb");
      byte[] before = Files.readAllBytes(dump);
      assertThat(talk.line("CONFIG SET dbfilename none")).isEqualTo("+OK");
      Files.createDirectories(directory.resolve("none").resolve("inside"));
      talk.line("SET b 2");
      assertThat(talk.line("SAVE")).startsWith("-ERR");
      assertThat(ours.log())
          .contains("Error moving temp DB file ")
          .contains(" on the final destination none (in server root dir ");
      assertThat(talk.info("persistence")).containsEntry("rdb_last_bgsave_status", "ok");
      talk.line("BGSAVE");
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> "err".equals(talk.info("persistence").get("rdb_last_bgsave_status")));
      assertThat(talk.line("GET b")).isEqualTo("\"2\"");
      assertThat(Files.readAllBytes(dump)).isEqualTo(before);
      try (var files = Files.list(directory)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("dump.rdb", "none");
      }
      talk.line("CONFIG SET dbfilename dump.rdb");
      assertThat(talk.line("SAVE")).isEqualTo("+OK");
      assertThat(talk.info("persistence")).containsEntry("rdb_last_bgsave_status", "ok");
    }
  }
}
