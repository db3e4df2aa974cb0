package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.config.EraParameter;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.replication.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The presets and switches: the configuration takes what there is, and the page tells of all. */
class ErasTest {
  @Test
  void theConfigurationKnowsThePresets() {
    assertThat(EraParameter.PRESETS)
        .containsExactlyElementsOf(Profile.ALL.stream().map(Profile::name).toList());
  }

  @Test
  void theConfigurationKnowsTheSwitches() {
    assertThat(EraParameter.SWITCHES)
        .containsExactlyElementsOf(Arrays.stream(Behaviour.values()).map(Behaviour::word).toList());
  }

  @Test
  void thePageTellsOfEverySwitchAndOfThePresetsThatHaveIt() throws IOException {
    String page = Files.readString(Path.of("../docs/eras.md"));
    for (Behaviour behaviour : Behaviour.values()) {
      EnumSet<Behaviour> one = EnumSet.of(behaviour);
      String presets =
          String.join(
              " ",
              Profile.ALL.stream().map(p -> one.stream().allMatch(p::is) ? "●" : "·").toList());
      assertThat(page.lines().filter(l -> l.startsWith("| `" + behaviour.word() + "` |")))
          .as("the row of %s", behaviour.word())
          .singleElement()
          .asString()
          .contains("| " + presets.replace(" ", " | ") + " |");
      assertThat(page).contains("\n### " + behaviour.word() + "\n");
    }
  }

  @Test
  void switchesAreTurnedBehindARelease() {
    Profile turned = Profile.named("4.0.6+relay-on-read+no-save-lua-aux").orElseThrow();
    assertThat(turned.is(Behaviour.RELAYS_ON_READ)).isTrue();
    assertThat(turned.is(Behaviour.SCRIPTS_IN_RDB)).isFalse();
    assertThat(turned.is(Behaviour.SCRIPTS_VERBATIM)).isTrue();
    assertThat(turned.name()).isEqualTo("4.0.6+relay-on-read+no-save-lua-aux");
    assertThat(turned.release()).isEqualTo("4.0.6");
    assertThat(Profile.named("4.0.7")).isEmpty();
    assertThat(Profile.named("4.0.6+")).isEmpty();
    assertThat(Profile.named("4.0.6+nonsense")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "4.0.1, 8, 4.0.1",
    "4.0.10, 8, 4.0.10",
    "5.0, 9, 5.0.14",
    "6.0.3, 9, 6.0.3",
    "6.2, 9, 6.2.14",
    "7.0, 10, 7.0.15",
    "7.4, 12, 7.4.1"
  })
  void aNodeSaysItsReleaseAndWritesItsFiles(String era, int version, String release) {
    Lab lab = new Lab();
    lab.master("m", "glasshouse-era", era).replica("s", "m", "glasshouse-era", era);
    lab.run("m", "SET", "a", "1");
    lab.run("m", "SAVE");
    assertThat(lab.file("m", "dump.rdb")).startsWith("REDIS00%02d".formatted(version));
    assertThat(lab.run("m", "INFO", "server")).contains("redis_version:" + release + "\r\n");
    assertThat(lab.run("s", "GET", "a")).isEqualTo("$1\r\n1\r\n");
    assertThat(lab.restart("m").run("m", "GET", "a")).isEqualTo("$1\r\n1\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "4.0.1, none, none", "6.0.3, master_repl_meaningful_offset:50, none",
    "6.2, master_failover_state, slave_read_repl_offset", "7.4, master_failover_state, none"
  })
  void infoHasTheFieldsOfItsTime(String era, String atMaster, String atReplica) {
    Lab lab = new Lab();
    lab.master("m", "glasshouse-era", era).replica("s", "m", "glasshouse-era", era);
    lab.run("m", "SET", "a", "1");
    String[] optional = {"master_repl_meaningful_offset", "master_failover_state"};
    for (String field : optional) {
      assertThat(lab.run("m", "INFO", "replication").contains(field))
          .isEqualTo(atMaster.startsWith(field));
    }
    if (!atMaster.equals("none")) {
      assertThat(lab.run("m", "INFO", "replication")).contains(atMaster);
    }
    if (!atReplica.equals("none")) {
      assertThat(lab.run("s", "INFO", "replication")).contains(atReplica);
    }
  }
}
