package glasshouse.engine.node;

import glasshouse.engine.aof.ExpiryWords;
import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.command.Effects;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.resp.Args;
import java.util.List;

/**
 * Commands as an append only file has them: with a SELECT where the database changes, the time in
 * front where {@code aof-timestamp-enabled} asks for it, and expiry in absolute terms in every era.
 */
final class AofText {
  private static final Args MULTI = Args.of("MULTI");
  private static final Args EXEC = Args.of("EXEC");

  private final Core core;
  private final ByteBuilder out;
  private int streamDb = -1;
  private long stamp;

  AofText(Core core, ByteBuilder out) {
    this.core = core;
    this.out = out;
  }

  /** What follows does not stand behind what came before: it names its database first. */
  void anew() {
    streamDb = -1;
  }

  /** One command that ran on database {@code db}. */
  void write(int db, Args args) {
    stamp();
    command(db, args);
  }

  /** Commands that belong together, in MULTI and EXEC when {@code wrapped}. */
  void write(List<Effects.Effect> effects, boolean wrapped) {
    stamp();
    if (wrapped) {
      select(effects.getFirst().db());
      MULTI.encode(out);
    }
    for (Effects.Effect effect : effects) {
      command(effect.db(), effect.args());
    }
    if (wrapped) {
      EXEC.encode(out);
    }
  }

  private void command(int db, Args args) {
    select(db);
    if (core.profile().is(Behaviour.RELATIVE_EXPIRY)) {
      ExpiryWords.absolute(args, core.now).forEach(words -> words.encode(out));
    } else {
      args.encode(out);
    }
  }

  private void stamp() {
    if (core.config.appendOnly.timestamps.value() && core.now / 1000 > stamp) {
      stamp = core.now / 1000;
      out.latin("#TS:").decimal(stamp).crlf();
    }
  }

  private void select(int db) {
    if (db != streamDb) {
      Args.of("SELECT", Integer.toString(db)).encode(out);
      streamDb = db;
    }
  }
}
