package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.node.Lab;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients of a replica see while a dump comes in: repl-diskless-load. */
class DisklessLoadTest {
  private static final String LOADING = "-LOADING Redis is loading the dataset in memory\r\n";
  private static final String OLD = "$3\r\nold\r\n";

  private final Lab lab = new Lab();

  /** A replica whose next synchronisation is a full one and stays in the middle of the dump. */
  private void stuckInTheDump(String mode, boolean sameHistory, boolean empty) {
    lab.master("m", "rdbcompression", "no").replica("s", "m", "repl-diskless-load", mode);
    if (!empty) {
      lab.run("m", "SET", "key", "old");
    }
    lab.cut("s", true);
    lab.run("m", "SET", "key", "new");
    lab.run("m", "SET", "large", "x".repeat(2_000_000));
    if (!sameHistory) {
      lab.run("m", "DEBUG", "CHANGE-REPL-ID");
    }
    lab.node("s").stall(500_000);
    lab.cut("s", false);
    lab.until(() -> lab.view("s").replication().link().equals("sync"));
    lab.settle();
  }

  @ParameterizedTest
  @CsvSource({
    "disabled, true, false, 0, 0",
    "disabled, false, false, 0, 0",
    "on-empty-db, true, false, 0, 0",
    "on-empty-db, true, true, 1, 0",
    "swapdb, true, false, 0, 1",
    "swapdb, false, false, 1, 0"
  })
  void clientsSeeWhatTheyWouldSee(
      String mode, boolean sameHistory, boolean empty, int loading, int async) {
    stuckInTheDump(mode, sameHistory, empty);
    assertThat(lab.run("s", "INFO", "persistence"))
        .contains("loading:" + loading + "\r\n", "async_loading:" + async + "\r\n");
    assertThat(lab.run("s", "GET", "key"))
        .isEqualTo(loading == 1 ? LOADING : empty ? "$-1\r\n" : OLD);
    assertThat(lab.run("s", "SAVE").equals(LOADING)).isEqualTo(loading + async > 0);
    lab.node("s").release();
    lab.until(() -> lab.view("s").replication().link().equals("connected"));
    assertThat(lab.run("s", "GET", "key")).isEqualTo("$3\r\nnew\r\n");
    assertThat(lab.run("s", "INFO", "persistence")).contains("loading:0", "async_loading:0");
  }

  @ParameterizedTest
  @CsvSource({"swapdb, true", "swapdb, false", "disabled, false"})
  void whatThereWasIsThereAgainWhenTheLinkBreaks(String mode, boolean sameHistory) {
    stuckInTheDump(mode, sameHistory, false);
    lab.cut("s", true);
    assertThat(lab.run("s", "GET", "key")).isEqualTo(OLD);
    assertThat(lab.run("s", "INFO", "persistence")).contains("loading:0", "async_loading:0");
  }

  /** With swapdb they keep what they have as long as clients do (Redis, readSyncBulkPayload). */
  @ParameterizedTest
  @CsvSource({"on-empty-db, false", "swapdb, true", "disabled, true"})
  void subReplicasAreSentAwayWhenTheOldDataGoes(String mode, boolean stay) {
    lab.master("m", "rdbcompression", "no")
        .replica("s", "m", "repl-diskless-load", mode)
        .replica("t", "s");
    lab.cut("s", true);
    lab.run("m", "SET", "large", "x".repeat(2_000_000));
    lab.node("s").stall(500_000);
    lab.cut("s", false);
    lab.until(() -> lab.view("s").replication().link().equals("sync"));
    lab.settle();
    assertThat(lab.view("t").replication().link().equals("connected")).isEqualTo(stay);
    lab.node("s").release();
    lab.until(() -> lab.view("t").replication().link().equals("connected"));
    assertThat(lab.run("t", "STRLEN", "large")).isEqualTo(":2000000\r\n");
  }
}
