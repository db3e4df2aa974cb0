package glasshouse.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.view.DeadlockView;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Another process waits for our file with its own in hand, and gets it. */
@Timeout(30)
@EnabledOnOs(OS.LINUX)
class ForeignersTest {
  @TempDir Path directory;

  private final Queue<DeadlockView> alarms = new ConcurrentLinkedQueue<>();
  private final LockRegistry registry = new LockRegistry(Stacks.OFF, alarms::add);

  private FileHold take(Path file, long timeoutMillis) throws IOException {
    return FileHold.take(registry, file, false, timeoutMillis, "test");
  }

  private static boolean isWaitedFor(Path file) throws IOException {
    long us = ProcessHandle.current().pid();
    return ForeignClaims.of(file).stream()
        .anyMatch(opening -> opening.pid() != us && !opening.holds());
  }

  @Test
  void whatItNoLongerWaitsForClosesNoCircle() throws Exception {
    Path mine = Files.createFile(directory.resolve("mine"));
    Path theirs = Files.createFile(directory.resolve("theirs"));
    FileHold first = take(mine, 0);
    Process other =
        new ProcessBuilder(
                "flock",
                theirs.toString(),
                "sh",
                "-c",
                "echo held; flock \"$0\" true; echo through; read line",
                mine.toString())
            .start();
    try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("held");
      await().until(() -> isWaitedFor(mine));
      // Looks at other processes: this one has theirs, and probably waits for mine.
      Thread.ofVirtual().start(() -> vain(theirs)).join();
      first.close();
      assertThat(said.readLine()).isEqualTo("through");
      try (FileHold _ = take(mine, 0)) {
        vain(theirs);
      }
      assertThat(alarms).isEmpty();
    } finally {
      other.getOutputStream().close();
      other.waitFor();
    }
  }

  private void vain(Path file) {
    assertThatThrownBy(() -> take(file, 60)).isInstanceOf(WaitEnded.class);
  }
}
