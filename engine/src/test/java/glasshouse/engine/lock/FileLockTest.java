package glasshouse.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.view.DeadlockView;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Our file lock and util-linux' flock exclude each other, both ways. */
@Timeout(30)
class FileLockTest {
  @TempDir Path directory;

  private final LockRegistry registry = new LockRegistry(Stacks.OFF, _ -> {});
  private Path file = Path.of("");

  @BeforeEach
  void create() throws IOException {
    file = Files.createFile(directory.resolve("held"));
  }

  private FileHold take(boolean shared, long timeoutMillis) throws IOException {
    return FileHold.take(registry, file, shared, timeoutMillis, "test");
  }

  private int foreign(String... how) throws Exception {
    String[] command = new String[how.length + 4];
    command[0] = "flock";
    System.arraycopy(how, 0, command, 1, how.length);
    command[how.length + 1] = file.toString();
    command[how.length + 2] = "true";
    command[how.length + 3] = "";
    return new ProcessBuilder(command).start().waitFor();
  }

  @Test
  void oursKeepsOthersOut() throws Exception {
    try (FileHold _ = take(false, 0)) {
      assertThat(foreign("-n", "-x")).isEqualTo(1);
      assertThat(foreign("-n", "-s")).isEqualTo(1);
    }
    assertThat(foreign("-n", "-x")).isZero();
    try (FileHold _ = take(true, 0);
        FileHold _ = take(true, 0)) {
      assertThat(foreign("-n", "-x")).isEqualTo(1);
      assertThat(foreign("-n", "-s")).isZero();
    }
  }

  @Test
  void othersKeepUsOut() throws Exception {
    Process holder =
        new ProcessBuilder("flock", file.toString(), "sh", "-c", "echo held; read line").start();
    try (BufferedReader said = holder.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("held");
      assertThatThrownBy(() -> take(false, 120)).isInstanceOf(WaitEnded.class);
      assertThat(registry.waiting()).isEmpty();
    } finally {
      holder.getOutputStream().close();
      holder.waitFor();
    }
    take(false, 1000).close();
  }

  @Test
  void readingTheFileDoesNotLoseIt() throws Exception {
    try (FileHold _ = take(false, 0)) {
      // A lock of Java's own kind would be gone now.
      Files.readAllBytes(file);
      assertThat(foreign("-n", "-x")).isEqualTo(1);
    }
  }

  @Test
  void aLockOnAFileThatWasReplacedIsLost() throws Exception {
    try (FileHold hold = take(false, 0)) {
      assertThat(hold.lost()).isEmpty();
      Files.move(
          Files.createFile(directory.resolve("new")), file, StandardCopyOption.REPLACE_EXISTING);
      assertThat(foreign("-n", "-x")).as("another process has it as well").isZero();
      assertThat(hold.lost()).contains("is another file now").contains("it was replaced");
      assertThat(registry.view().lost())
          .singleElement()
          .satisfies(lost -> assertThat(lost.owner()).isEqualTo("test"));
      Files.delete(file);
      assertThat(hold.lost()).contains("is gone");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLockThatWasLetGoIsLost() throws Exception {
    try (Flock open = Flock.open(file, false)) {
      assertThat(open.tryLock(false)).isTrue();
      assertThat(open.lost()).isEmpty();
      open.unlock();
      assertThat(open.lost()).contains("the system knows of no lock through descriptor");
    }
  }

  /** A look at the file from the same process, and Java's lock is gone; it says it is valid. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void readingTheFileLosesJavasOwnLock() throws Exception {
    try (FileHold hold = FileHold.takeOfJava(registry, file, false, 0, "java")) {
      assertThat(hold.lost()).isEmpty();
      assertThat(foreign("-n", "-x")).as("flock(2) does not see it").isZero();
      Files.readAllBytes(file);
      assertThat(hold.lost()).contains("knows of no lock of this process").contains("is true");
      assertThat(registry.view().lost()).hasSize(1);
    }
    assertThat(registry.view().lost()).isEmpty();
  }

  @Test
  void javasOwnLockIsWaitedForAsTheOther() throws Exception {
    BlockingQueue<DeadlockView> alarms = new LinkedBlockingQueue<>();
    LockRegistry watched = new LockRegistry(Stacks.ON, alarms::add);
    try (FileHold _ = FileHold.takeOfJava(watched, file, false, 0, "first")) {
      assertThatThrownBy(() -> FileHold.takeOfJava(watched, file, false, 120, "second"))
          .isInstanceOf(WaitEnded.class);
      assertThat(alarms.remove().sentence())
          .contains("waits for the Java file lock of")
          .endsWith("it waits for itself, until a timeout of 120 ms makes an error of it");
    }
    FileHold.takeOfJava(watched, file, true, 0, "third").close();
    assertThat(watched.held()).isEmpty();
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> FileHold.take(registry, directory.resolve("none"), true, 0, "test"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none: no such file");
  }
}
