package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for all commands as the program puts them together. */
class MainTest {
  @TempDir Path directory;

  @Test
  void aFaultOfTheStoreIsALineAndNotAStack() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.line().execute("cache", "check", directory.resolve("none").toString()))
          .isEqualTo(1);
    } finally {
      System.setErr(before);
    }
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("glasshouse: ")
        .contains("none: no such file")
        .hasLineCount(1);
  }
}
