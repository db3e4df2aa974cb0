package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.keyspace.ValueRules;
import glasshouse.engine.rdb.AuxField;
import glasshouse.engine.rdb.RdbException;
import glasshouse.engine.rdb.RdbFormat;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoaderTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final String REPLID = "0123456789abcdef0123456789abcdef01234567";

  private final Keyspace target = new Keyspace(16, new ValueRules(7));
  private final List<String> dropped = new ArrayList<>();

  private Loader loader(boolean master) {
    return new Loader(
        target, master, NOW, true, (db, key) -> dropped.add(db.index() + "/" + Bytes.text(key)));
  }

  private static byte[] file(Keyspace from, AuxField... fields) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    SnapshotTask.saveNow(
        from,
        RdbFormat.REDIS_7,
        new SnapshotTask.Around(List.of(fields), List.of(), List.of()),
        entry -> true,
        file::writeBytes);
    return file.toByteArray();
  }

  private static byte[] expiring() {
    Keyspace from = new Keyspace(16, new ValueRules(8));
    put(from, 0, "stays", KeyEntry.NEVER);
    put(from, 3, "gone", NOW - 1);
    put(from, 3, "on the dot", NOW);
    put(from, 3, "later", NOW + 1);
    return file(from);
  }

  private static void put(Keyspace into, int db, String key, long expireAt) {
    KeyEntry entry = into.database(db).set(Bytes.of(key), new StringValue(1));
    if (expireAt != KeyEntry.NEVER) {
      into.database(db).expireAt(entry, expireAt);
    }
  }

  private static void feed(Loader loader, byte[] file) throws RdbException {
    loader.feed(file, 0, file.length);
    loader.finish();
  }

  @Test
  void aMasterDropsWhatHasExpired() throws RdbException {
    Loader loader = loader(true);
    feed(loader, expiring());
    assertThat(dropped).containsExactly("3/gone");
    assertThat(loader.keysExpired()).isEqualTo(1);
    assertThat(loader.keysLoaded()).isEqualTo(3);
    assertThat(target.size()).isEqualTo(3);
  }

  @Test
  void aReplicaKeepsIt() throws RdbException {
    Loader loader = loader(false);
    feed(loader, expiring());
    assertThat(dropped).isEmpty();
    assertThat(loader.keysExpired()).isZero();
    KeyEntry gone = target.database(3).physical(Bytes.of("gone"));
    assertThat(gone).isNotNull().extracting(KeyEntry::expireAt).isEqualTo(NOW - 1);
  }

  @Test
  void collectsWhatTheFileSays() throws RdbException {
    Loader loader = loader(true);
    feed(
        loader,
        file(
            new Keyspace(1, new ValueRules(1)),
            AuxField.of("redis-ver", "4.0.6"),
            AuxField.of("ctime", 1_600_000_000L),
            AuxField.of("used-mem", 123_456),
            AuxField.of("repl-stream-db", 3),
            AuxField.of("repl-id", REPLID),
            AuxField.of("repl-offset", 284),
            AuxField.of("lua", "return 1"),
            AuxField.of("lua", "return 2"),
            AuxField.of("aof-preamble", 0),
            AuxField.of("whatever", "else")));
    LoadedInfo info = loader.info();
    assertThat(info.version()).isEqualTo(10);
    assertThat(info.redisVersion()).isEqualTo("4.0.6");
    assertThat(info.ctime()).isEqualTo(1_600_000_000L);
    assertThat(info.usedMemory()).isEqualTo(123_456);
    assertThat(info.streamDb()).isEqualTo(3);
    assertThat(info.replid()).isEqualTo(REPLID);
    assertThat(info.replOffset()).isEqualTo(284);
    assertThat(info.hasReplication()).isTrue();
    assertThat(info.scripts()).extracting(Bytes::text).containsExactly("return 1", "return 2");
    assertThat(info.aofBase()).isFalse();
  }

  @Test
  void withoutADatabaseReplicationCannotGoOn() throws RdbException {
    Loader loader = loader(true);
    feed(
        loader,
        file(
            new Keyspace(1, new ValueRules(1)),
            AuxField.of("repl-stream-db", -1),
            AuxField.of("repl-id", REPLID),
            AuxField.of("repl-offset", 284)));
    assertThat(loader.info().hasReplication()).isFalse();
  }

  @Test
  void refusesADatabaseItDoesNotHaveAndAKeyThatIsThereTwice() {
    Keyspace many = new Keyspace(20, new ValueRules(1));
    put(many, 19, "k", KeyEntry.NEVER);
    assertThatThrownBy(() -> feed(loader(true), file(many)))
        .hasMessage("RDB offset 9: expected one of 16 databases, saw number 19");
    put(target, 3, "later", KeyEntry.NEVER);
    assertThatThrownBy(() -> feed(loader(true), expiring()))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining("expected another key of database 3, saw one twice");
  }
}
