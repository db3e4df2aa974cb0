package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.config.Config;
import glasshouse.engine.config.ConfigFault;
import glasshouse.engine.config.ConfigReader;
import glasshouse.engine.config.ConfigRewrite;
import glasshouse.engine.config.MemoryFiles;
import glasshouse.engine.port.RandomSource;
import org.junit.jupiter.api.Test;

/** CONFIG REWRITE and users; what is expected was written by redis-server 7.0.15. */
class UserLinesTest {
  @Test
  void usersAreRewrittenWhereUsersStood() throws ConfigFault {
    String old =
        """
        user default on >x ~* +@all
        requirepass y
        user a on (+get ~x) (%R~y)
        masteruser mu
        acllog-max-len 3
        """;
    Config config = new Config(new MemoryFiles());
    ConfigReader.load(config, old, "");
    new Node("n", config, new RandomSource(1), new Outbox()).boot(0, "", 0);
    assertThat(ConfigRewrite.of(config, old, false))
        .startsWith(
            """
            user a on resetchannels -@all (~x resetchannels -@all +get) (%R~y resetchannels -@all)
            requirepass "y"
            user default on sanitize-payload \
            #2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881 \
            ~* resetchannels +@all
            masteruser "mu"
            acllog-max-len 3
            """);
  }

  @Test
  void aServerThatWasToldNothingWritesItsDefaultUser() {
    Config config = new Config(new MemoryFiles());
    new Node("n", config, new RandomSource(1), new Outbox()).boot(0, "", 0);
    assertThat(ConfigRewrite.of(config, "", false))
        .endsWith("\nuser default on nopass ~* &* +@all\n");
  }
}
