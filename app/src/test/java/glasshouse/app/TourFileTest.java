package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TourFileTest {
  @RegisterExtension final Captured captured = new Captured();
  @TempDir Path directory;

  @Test
  void whereATourWasLeftIsKnownAtTheNextStart() {
    Path file = directory.resolve("state").resolve("tours");
    TourFile first = new TourFile(file);
    assertThat(first.stop("walk")).isZero();
    first.keep("walk", 3);
    first.keep("walk", 4);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> new TourFile(file).stop("walk") == 4);
    assertThat(new TourFile(file).stop("another")).isZero();
  }

  @Test
  void whatCannotBeReadIsSaidAndNothingElse() throws IOException {
    Path damaged = Files.writeString(directory.resolve("tours"), "walk=\\u00zz\n");
    assertThat(new TourFile(damaged).stop("walk")).isZero();
    Path wrong = Files.writeString(directory.resolve("wrong"), "walk=three\n");
    assertThat(new TourFile(wrong).stop("walk")).isZero();
    assertThat(captured.complaint()).contains("cannot read where tours were left");
  }
}
