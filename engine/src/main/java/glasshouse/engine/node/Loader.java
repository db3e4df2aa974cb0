package glasshouse.engine.node;

import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.rdb.DumpPayload;
import glasshouse.engine.rdb.RdbException;
import glasshouse.engine.rdb.RdbReader;
import glasshouse.engine.rdb.RdbSink;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.script.library.Libraries;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills a keyspace from an RDB that comes in parts. Load into a keyspace of its own when the
 * present data must survive a damaged file: what was loaded before the damage stays in the target.
 */
public final class Loader {
  /** So many empty keys are told by name (Redis 7.0.15). */
  private static final int EMPTY_NAMED = 10;

  private final Keyspace target;
  private final boolean master;
  private final long now;
  private final Keyspace.KeyListener expired;
  private final LoadedInfo info = new LoadedInfo();
  private final RdbReader reader;
  private @Nullable Libraries libraries;
  private long bytes;
  private boolean merge;
  private long keysLoaded;
  private long keysExpired;
  private long emptySkipped;
  private final List<byte[]> emptyKeys = new ArrayList<>();
  private boolean verified;

  /**
   * A loader at the start of a file.
   *
   * @param target where the keys go; none of the file's may be there
   * @param master drop keys that have expired, as a master does; a replica keeps them until its
   *     master deletes them
   * @param now Unix milliseconds, for what has expired
   * @param verify compare the checksum (rdbchecksum)
   * @param expired told of each key that is dropped, for the DEL that Redis 7.0 feeds replicas
   */
  public Loader(
      Keyspace target, boolean master, long now, boolean verify, Keyspace.KeyListener expired) {
    this.target = target;
    this.master = master;
    this.now = now;
    this.expired = expired;
    reader = new RdbReader(new Filler(), target.rules(), verify);
  }

  /** Libraries of functions are loaded into {@code fresh}; without it they are only noted. */
  public Loader into(Libraries fresh) {
    libraries = fresh;
    return this;
  }

  /** The libraries the file has brought so far; null when nobody gave a place for them. */
  @Nullable Libraries libraries() {
    return libraries;
  }

  /** A key or library that is there already is replaced, not an error. */
  Loader merging() {
    merge = true;
    return this;
  }

  /**
   * Takes the next bytes.
   *
   * @return how many belong to the file: fewer than {@code length} when it ended among them
   * @throws RdbException on damage; the loader is of no more use
   */
  public int feed(byte[] buffer, int offset, int length) throws RdbException {
    int taken = reader.feed(buffer, offset, length);
    bytes += taken;
    return taken;
  }

  /**
   * There are no more bytes.
   *
   * @throws RdbException when the file should go on
   */
  public void finish() throws RdbException {
    reader.finish();
  }

  /** True when the file is complete. */
  public boolean ended() {
    return reader.ended();
  }

  /** Where the keys go. */
  public Keyspace target() {
    return target;
  }

  /** What the file says besides its data; complete when {@link #ended}. */
  public LoadedInfo info() {
    return info;
  }

  /** Bytes taken so far. */
  public long bytes() {
    return bytes;
  }

  /** True when the file has a checksum that was to be, and was, compared. */
  boolean verified() {
    return verified;
  }

  /** Keys put into the target so far (rdb_last_load_keys_loaded). */
  public long keysLoaded() {
    return keysLoaded;
  }

  /** Keys taken so far, whatever has become of them. */
  long keysSeen() {
    return keysLoaded + keysExpired + emptySkipped;
  }

  /** Keys dropped because they have expired (rdb_last_load_keys_expired). */
  public long keysExpired() {
    return keysExpired;
  }

  /** Empty collections skipped, as 7.0 does; old servers with defects wrote such. */
  public long emptySkipped() {
    return emptySkipped;
  }

  /** The first of the keys that were skipped because they are empty. */
  List<byte[]> emptyKeys() {
    return emptyKeys;
  }

  private final class Filler implements RdbSink {
    private int db;

    @Override
    public void header(int version) {
      info.version(version);
    }

    @Override
    public void aux(byte[] key, byte[] value) {
      info.note(key, value);
    }

    @Override
    public void selectDb(int db) throws RdbException {
      if (db >= target.count()) {
        throw new RdbException(
            reader.offset(), "expected one of " + target.count() + " databases, saw number " + db);
      }
    }

    @Override
    public void resize(long keys, long expiring) {
      target.database(db).expect(keys, expiring);
    }

    @Override
    public void entry(int db, byte[] key, Value value, long expireAt, long idle, int freq)
        throws RdbException {
      Database into = target.database(db);
      if (DumpPayload.isEmpty(value)) {
        emptySkipped++;
        if (emptyKeys.size() < EMPTY_NAMED) {
          emptyKeys.add(key);
        }
        return;
      }
      if (master && expireAt != KeyEntry.NEVER && expireAt < now) {
        keysExpired++;
        expired.happened(into, key);
        return;
      }
      if (merge) {
        into.delete(key);
      }
      KeyEntry entry = into.add(key, value);
      if (entry == null) {
        throw new RdbException(
            reader.offset(), "expected another key of database " + db + ", saw one twice");
      }
      if (expireAt != KeyEntry.NEVER) {
        into.expireAt(entry, Math.max(0, expireAt));
      }
      if (idle >= 0) {
        target.rules().ages.idleFor(entry, idle);
      }
      if (freq >= 0) {
        target.rules().ages.countedAs(entry, freq);
      }
      keysLoaded++;
    }

    @Override
    public void functionLibrary(byte[] source) throws RdbException {
      info.functions().add(source);
      Libraries into = libraries;
      if (into != null) {
        try {
          into.load(source, merge);
        } catch (ErrorReply refused) {
          throw new RdbException(
              reader.offset(),
              "Failed loading library, " + refused.line().substring("ERR ".length()));
        }
      }
    }

    @Override
    public void end(boolean compared) {
      verified = compared;
      for (int i = 0; i < target.count(); i++) {
        target.database(i).expect(0, 0);
      }
    }
  }
}
