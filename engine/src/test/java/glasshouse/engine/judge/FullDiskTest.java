package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.node.Lab;
import org.junit.jupiter.api.Test;

/** A disk that is full at any byte: the old file stands, the error says where, the node goes on. */
class FullDiskTest {
  private static final int KEYS = 3000;

  private final Lab lab = new Lab();

  private void fill(String name, String value) {
    for (int i = 0; i < KEYS; i++) {
      lab.run(name, "SET", "key" + i, value + i);
    }
  }

  @Test
  void savesFailAndTheOldFileStands() {
    lab.master("m", "rdbcompression", "no");
    fill("m", "old");
    assertThat(lab.run("m", "SAVE")).isEqualTo("+OK\r\n");
    String before = lab.file("m", "dump.rdb");
    fill("m", "new");
    for (int room = 0; room < before.length(); room += before.length() / 7) {
      lab.diskRoom("m", room);
      assertThat(lab.run("m", "SAVE")).startsWith("-ERR");
      assertThat(lab.run("m", "BGSAVE")).isEqualTo("+Background saving started\r\n");
      lab.pass(1000);
      assertThat(lab.run("m", "INFO", "persistence"))
          .contains("rdb_last_bgsave_status:err", "rdb_bgsave_in_progress:0");
      assertThat(lab.file("m", "dump.rdb")).isEqualTo(before);
      assertThat(lab.unfinishedFiles("m")).isZero();
      assertThat(lab.run("m", "GET", "key0")).isEqualTo("$4\r\nnew0\r\n");
    }
    assertThat(lab.logs()).contains("Background saving error", "No space left on device");
    assertThat(lab.run("m", "SHUTDOWN", "SAVE"))
        .isEqualTo("-ERR Errors trying to SHUTDOWN. Check logs.\r\n");
    assertThat(lab.exit("m")).isEqualTo(-1);
    lab.diskRoom("m", Long.MAX_VALUE);
    assertThat(lab.run("m", "SAVE")).isEqualTo("+OK\r\n");
    assertThat(lab.file("m", "dump.rdb")).isNotEqualTo(before);
    lab.restart("m");
    assertThat(lab.run("m", "GET", "key0")).isEqualTo("$4\r\nnew0\r\n");
  }

  @Test
  void writesAreRefusedWhileSavePointsFail() {
    lab.master("m", "save", "1 1").diskRoom("m", 10);
    lab.run("m", "SET", "a", "1");
    lab.pass(3000);
    assertThat(lab.run("m", "SET", "a", "2")).startsWith("-MISCONF");
    assertThat(lab.run("m", "PING")).startsWith("-MISCONF");
    assertThat(lab.run("m", "EVAL", "return redis.call('SET', 'a', '3')", "0")).contains("MISCONF");
    assertThat(lab.run("m", "GET", "a")).isEqualTo("$1\r\n1\r\n");
    lab.diskRoom("m", Long.MAX_VALUE).pass(10_000);
    assertThat(lab.run("m", "SET", "a", "2")).isEqualTo("+OK\r\n");
  }

  @Test
  void aReplicaThatNeedsAFileGetsItOnceThereIsRoom() {
    lab.master("m", "repl-diskless-sync", "no");
    fill("m", "v");
    lab.diskRoom("m", 100);
    lab.master("s").run("s", "REPLICAOF", "lab", "7001");
    lab.pass(5000);
    assertThat(lab.view("s").replication().link()).isNotEqualTo("connected");
    lab.diskRoom("m", Long.MAX_VALUE);
    lab.until(() -> lab.view("s").replication().link().equals("connected"));
    assertThat(lab.run("s", "DEBUG", "DIGEST")).isEqualTo(lab.run("m", "DEBUG", "DIGEST"));
  }

  @Test
  void aReplicaThatCannotSaveEndsUnlessItMayGoOn() {
    lab.master("m");
    lab.replica("stern", "m", "save", "1 1");
    lab.replica("mild", "m", "save", "1 1", "replica-ignore-disk-write-errors", "yes");
    lab.diskRoom("stern", 10).diskRoom("mild", 10);
    lab.run("m", "SET", "a", "1");
    lab.pass(3000);
    assertThat(lab.exit("stern")).isEqualTo(-1);
    lab.run("m", "SET", "a", "2");
    lab.pass(100);
    assertThat(lab.exit("stern")).isEqualTo(1);
    assertThat(lab.run("mild", "GET", "a")).isEqualTo("$1\r\n2\r\n");
    assertThat(lab.logs())
        .contains("Replica was unable to write command to disk.")
        .contains("Replica is applying a command even though it is unable to write to disk.");
  }

  @Test
  void flushAllEndsASaveAndLeavesAnEmptyFileWhereThereAreSavePoints() {
    lab.master("m", "save", "900 1000000");
    fill("m", "v");
    lab.holdDisk("m", true);
    lab.run("m", "BGSAVE");
    assertThat(lab.run("m", "INFO", "persistence")).contains("rdb_bgsave_in_progress:1");
    lab.run("m", "FLUSHALL");
    lab.holdDisk("m", false).settle();
    assertThat(lab.run("m", "INFO", "persistence"))
        .contains("rdb_bgsave_in_progress:0", "rdb_last_bgsave_status:ok");
    assertThat(lab.logs()).contains("Background saving terminated by signal 10");
    assertThat(lab.file("m", "dump.rdb")).doesNotContain("key0");
    lab.restart("m");
    assertThat(lab.run("m", "DBSIZE")).isEqualTo(":0\r\n");
  }
}
