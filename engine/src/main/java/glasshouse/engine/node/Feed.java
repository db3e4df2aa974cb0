package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.command.Effects;
import glasshouse.engine.replication.Backlog;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.replication.Profile;
import glasshouse.engine.resp.Args;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the stream: every effect once into the backlog, from where each replica gets it, and once
 * into the append only file. Only a master writes a stream of its own; a replica relays the bytes
 * of its master, but into its file goes what they did here. Rules: Redis, replicationFeedSlaves and
 * feedAppendOnlyFile.
 */
final class Feed {
  private static final Args MULTI = Args.of("MULTI");
  private static final Args EXEC = Args.of("EXEC");
  private static final Args PING = Args.of("PING");

  /** As 7.0 writes it. */
  private static final Args SMALL_PING = Args.of("ping");

  private static final int PING_LENGTH = 14;

  private final Core core;
  private final AofLog file;
  private final ByteBuilder scratch = new ByteBuilder(256);
  private @Nullable Backlog backlog;
  private int streamDb = -1;
  private boolean replica;
  private long pings;

  /** Where decoded views of the stream can start: see {@link Tape}. */
  final Tape tape = new Tape();

  Feed(Core core, AofLog file) {
    this.core = core;
    this.file = file;
    core.config.replication.backlogSize.onChange(this::followSize);
  }

  /** CONFIG SET repl-backlog-size counts for a backlog that is there too. */
  private @Nullable String followSize() {
    if (backlog != null) {
      backlog.resize(core.config.replication.backlogSize.value());
    }
    return null;
  }

  @Nullable Backlog backlog() {
    return backlog;
  }

  /** Starts an empty backlog behind the present offset. */
  void createBacklog() {
    pings = 0;
    backlog =
        new Backlog(
            core.config.replication.backlogSize.value(),
            core.history.offset() + 1,
            core.profile().is(Behaviour.UNBOUNDED_BLOCKS));
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
    return streams() || file.gathers();
  }

  private boolean streams() {
    return backlog != null && !replica;
  }

  /** One command on database {@code db}. */
  void write(int db, Args args, Effects.Target target) {
    if (target.file() && file.gathers()) {
      file.write(db, args);
    }
    if (!target.replicas() || !streams()) {
      return;
    }
    scratch.clear();
    select(db);
    args.encode(scratch);
    append(scratch, db);
  }

  /** A keepalive that is part of the stream. */
  void ping() {
    if (active()) {
      long before = pings;
      control(core.profile().since(Profile.V7_0) ? SMALL_PING : PING);
      pings = before + PING_LENGTH;
    }
  }

  /** A command without keys (PING, REPLCONF GETACK), which needs no database. */
  void control(Args args) {
    if (!streams()) {
      return;
    }
    scratch.clear();
    args.encode(scratch);
    append(scratch, streamDb);
  }

  /** Commands that belong together, in MULTI and EXEC when {@code wrapped}. */
  void write(List<Effects.Effect> effects, boolean wrapped) {
    List<Effects.Effect> filed = only(effects, Effects.Target::file);
    if (file.gathers() && !filed.isEmpty()) {
      file.write(filed, wrapped);
    }
    List<Effects.Effect> streamed = only(effects, Effects.Target::replicas);
    if (streams() && !streamed.isEmpty()) {
      stream(streamed, wrapped);
    }
  }

  private static List<Effects.Effect> only(
      List<Effects.Effect> effects, Predicate<Effects.Target> wanted) {
    for (Effects.Effect effect : effects) {
      if (!wanted.test(effect.target())) {
        return effects.stream().filter(e -> wanted.test(e.target())).toList();
      }
    }
    return effects;
  }

  private void stream(List<Effects.Effect> effects, boolean wrapped) {
    scratch.clear();
    long size = 0;
    for (Effects.Effect effect : effects) {
      size += effect.args().size();
    }
    scratch.ensure((int) Math.min(size, Integer.MAX_VALUE / 2));
    if (wrapped) {
      if (!core.profile().is(Behaviour.SELECT_INSIDE_MULTI)) {
        select(effects.getFirst().db());
      }
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

  /**
   * Bytes of the master that were applied here, for our own replicas.
   *
   * @param db the database the link stood on before them
   * @param ping whether they are a keepalive
   */
  void relay(byte[] bytes, int offset, int count, int db, boolean ping) {
    if (backlog != null) {
      long before = pings;
      tape.mark(core.history.offset() + 1, db);
      relayPiece(bytes, offset, count);
      pings = ping ? before + count : 0;
    }
  }

  /** The same for bytes that need not begin where a command begins. */
  void relayPiece(byte[] bytes, int offset, int count) {
    Backlog to = backlog;
    if (to != null) {
      to.append(bytes, offset, count);
      core.history.advance(count);
      pings = 0;
    }
  }

  /** master_repl_offset without the PINGs at the end (6.0.0 to 6.0.3). */
  long meaningfulOffset() {
    return core.history.offset() - pings;
  }

  /**
   * Takes the PINGs at the end out of the stream: the offset goes back (6.0.0 to 6.0.3, issues 7143
   * and 7320).
   */
  void dropTrailingPings() {
    Backlog from = backlog;
    if (from != null && pings > 0) {
      core.history.advance(-Math.min(pings, from.length()));
      from.truncate(core.history.offset() + 1);
      tape.truncate(core.history.offset() + 1);
    }
    pings = 0;
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
      pings = 0;
    }
  }
}
