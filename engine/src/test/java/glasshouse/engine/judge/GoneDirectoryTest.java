package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The directory of a server goes away while it runs: it says that it cannot save, and goes on. */
@Needs(Judge.REDIS_SERVER)
class GoneDirectoryTest {
  @TempDir Path directory;
  private @Nullable Server server;

  @AfterEach
  void end() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(chars = {'r', 'o'})
  void nothingIsSavedAndNoDirectoryMadeAgain(char kind) throws Exception {
    Path mine = directory.resolve("gone");
    Server running = Server.start(kind, "gone", directory, "");
    server = running;
    Talk talk = running.talk();
    talk.line("SET k v");
    Files.delete(mine);
    assertThat(talk.line("SAVE")).isEqualTo("-ERR");
    assertThat(talk.line("SHUTDOWN SAVE")).startsWith("-ERR Errors trying to SHUTDOWN.");
    assertThat(talk.line("BGSAVE")).isEqualTo("+Background saving started");
    Sync.until(() -> "err".equals(talk.info("persistence").get("rdb_last_bgsave_status")));
    assertThat(talk.number("persistence", "rdb_saves")).isEqualTo(2);
    assertThat(talk.line("GET k")).isEqualTo("\"v\"");
    assertThat(mine).doesNotExist();
    Files.createDirectory(mine);
  }
}
