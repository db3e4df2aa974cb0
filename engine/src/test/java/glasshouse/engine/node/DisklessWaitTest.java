package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How long a master waits for more replicas before it sends a dump through sockets. */
class DisklessWaitTest {
  @Test
  void whenEnoughReplicasWaitItWaitsNoLonger() {
    Lab lab =
        new Lab()
            .master("m", "repl-diskless-sync-delay", "5", "repl-diskless-sync-max-replicas", "2");
    long first = lab.connect("m");
    assertThat(ask(lab, first)).doesNotContain("FULLRESYNC");
    lab.pass(3000);
    assertThat(lab.take("m", first)).doesNotContain("FULLRESYNC");
    assertThat(ask(lab, lab.connect("m"))).contains("FULLRESYNC");
    assertThat(lab.take("m", first)).contains("FULLRESYNC");
  }

  @Test
  void infoTellsOfADumpThatHasNoFile() {
    Lab lab = new Lab().master("m", "rdb-key-save-delay", "1000000");
    lab.run("m", "DEBUG", "POPULATE", "100");
    assertThat(lab.run("m", "INFO", "persistence")).contains("rdb_bgsave_in_progress:0");
    ask(lab, lab.connect("m"));
    lab.pass(1000);
    assertThat(lab.run("m", "INFO", "persistence")).contains("rdb_bgsave_in_progress:1");
  }

  @Test
  void oneAloneWaitsForTheWholeDelay() {
    Lab lab =
        new Lab()
            .master("m", "repl-diskless-sync-delay", "5", "repl-diskless-sync-max-replicas", "2");
    long only = lab.connect("m");
    ask(lab, only);
    lab.pass(4000);
    assertThat(lab.take("m", only)).doesNotContain("FULLRESYNC");
    lab.pass(2000);
    assertThat(lab.take("m", only)).contains("FULLRESYNC");
  }

  private static String ask(Lab lab, long link) {
    lab.send("m", link, "REPLCONF", "capa", "eof", "capa", "psync2");
    return lab.send("m", link, "PSYNC", "?", "-1");
  }
}
