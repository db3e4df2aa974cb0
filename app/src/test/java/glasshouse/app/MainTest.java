package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What holds for all commands as the program puts them together. */
class MainTest {
  @TempDir Path directory;
  @RegisterExtension final Captured captured = new Captured();

  @Test
  void aFaultOfTheStoreIsALineAndNotAStack() {
    assertThat(Main.line().execute("cache", "check", directory.resolve("none").toString()))
        .isEqualTo(1);
    assertThat(captured.complaint())
        .startsWith("glasshouse: ")
        .contains("none: no such file")
        .hasLineCount(1);
  }
}
