package glasshouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.ui.fake.FakeCluster;
import glasshouse.ui.fake.Situations;
import glasshouse.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures of the whole window in every situation; they lie in target/pictures. */
class PicturesTest {
  private static final Path FOLDER = Path.of("target", "pictures");

  @SuppressWarnings("ImmutableEnumChecker") // suppliers without state
  enum Situation {
    NOTHING(Situations::nothing),
    IN_SYNC(Situations::inSync),
    BUSY(Situations::busy),
    TROUBLED(Situations::troubled),
    SCRIPT_LOST(Situations::scriptLost),
    SLOW_SCRIPT(Situations::slowScript),
    AHEAD(Situations::ahead),
    TWELVE(Situations::twelve);

    final Supplier<FakeCluster> cluster;

    Situation(Supplier<FakeCluster> cluster) {
      this.cluster = cluster;
    }
  }

  @BeforeAll
  static void headless() throws IOException {
    Shot.headless();
    Files.createDirectories(FOLDER);
  }

  @ParameterizedTest
  @EnumSource
  void showsEverySituation(Situation situation) throws IOException {
    for (Theme theme : Theme.values()) {
      for (int[] size : new int[][] {{1440, 900}, {1024, 700}}) {
        Path file =
            FOLDER.resolve(
                (situation + "-" + theme + "-" + size[0] + ".png")
                    .toLowerCase(java.util.Locale.ROOT));
        new Shot(size[0], size[1], theme, 20, _ -> true, 10).take(situation.cluster.get(), file);
        assertThat(Files.size(file)).isGreaterThan(10_000);
      }
    }
  }
}
