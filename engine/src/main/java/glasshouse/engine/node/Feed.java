package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.command.Effects;
import glasshouse.engine.replication.Backlog;
import glasshouse.engine.resp.Args;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the stream: every effect once into the backlog, from where each replica gets it. Only a
 * master writes its own; a replica relays the bytes of its master. Rules: Redis,
 * replicationFeedSlaves.
 */
final class Feed {
  private static final Args MULTI = Args.of("MULTI");
  private static final Args EXEC = Args.of("EXEC");

  private final Core core;
  private final ByteBuilder scratch = new ByteBuilder(256);
  private @Nullable Backlog backlog;
  private int streamDb = -1;
  private boolean replica;

  /** Where decoded views of the stream can start: see {@link Tape}. */
  final Tape tape = new Tape();

  Feed(Core core) {
    this.core = core;
  }

  @Nullable Backlog backlog() {
    return backlog;
  }

  /** Starts an empty backlog behind the present offset. */
  void createBacklog() {
    backlog = new Backlog(core.config.replication.backlogSize.value(), core.history.offset() + 1);
    tape.clear();
  }

  void freeBacklog() {
    backlog = null;
    tape.clear();
  }

  /** The database the stream stands on, -1 when the next write must say. */
  int streamDb() {
    return streamDb;
  }

  /** The next write says its database, whichever it is. */
  void forgetDb() {
    streamDb = -1;
  }

  /** While {@code yes}, this node relays and generates nothing of its own. */
  void replica(boolean yes) {
    replica = yes;
  }

  /** True when effects go anywhere. */
  boolean active() {
    return backlog != null && !replica;
  }

  /** One command on database {@code db}. */
  void write(int db, Args args) {
    if (!active()) {
      return;
    }
    scratch.clear();
    select(db);
    args.encode(scratch);
    append(scratch, db);
  }

  /** A command without keys (PING, REPLCONF GETACK), which needs no database. */
  void control(Args args) {
    if (!active()) {
      return;
    }
    scratch.clear();
    args.encode(scratch);
    append(scratch, streamDb);
  }

  /** Commands that belong together, in MULTI and EXEC when {@code wrapped}. */
  void write(List<Effects.Effect> effects, boolean wrapped) {
    if (!active() || effects.isEmpty()) {
      return;
    }
    scratch.clear();
    if (wrapped) {
      select(effects.getFirst().db());
      MULTI.encode(scratch);
    }
    for (Effects.Effect effect : effects) {
      select(effect.db());
      effect.args().encode(scratch);
    }
    if (wrapped) {
      EXEC.encode(scratch);
    }
    append(scratch, streamDb);
  }

  /** Bytes of the master that were applied here, for our own replicas. {@code db} is the link's. */
  void relay(byte[] bytes, int offset, int count, int db) {
    Backlog to = backlog;
    if (to != null) {
      tape.mark(core.history.offset() + 1, db);
      to.append(bytes, offset, count);
      core.history.advance(count);
    }
  }

  private void select(int db) {
    if (db != streamDb) {
      Args.of("SELECT", Integer.toString(db)).encode(scratch);
      streamDb = db;
    }
  }

  private void append(ByteBuilder bytes, int db) {
    Backlog to = backlog;
    if (to != null) {
      tape.mark(core.history.offset() + 1, db);
      to.append(bytes.array(), 0, bytes.length());
      core.history.advance(bytes.length());
    }
  }
}
