package glasshouse.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> FileHold.take(registry, directory.resolve("none"), true, 0, "test"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none: no such file");
  }
}
