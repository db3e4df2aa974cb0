package glasshouse.engine.node;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.Effects;
import glasshouse.engine.command.server.DebugDoor;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import glasshouse.engine.view.EngineEvent.Kind;

/** What DEBUG does to the node. */
final class DebugPort implements DebugDoor {
  private final Core core;
  private final NodeParts parts;

  DebugPort(Core core, NodeParts parts) {
    this.core = core;
    this.parts = parts;
  }

  @Override
  public void activeExpire(boolean on) {
    core.activeExpire = on;
  }

  @Override
  public void pauseCron(boolean paused) {
    core.cronPaused = paused;
  }

  @Override
  public void populated() {
    core.stats.silentChanges++;
  }

  @Override
  public void sleep(Call call, long microseconds) {
    core.watch.sleeps(microseconds);
    core.sleepUntil = core.now + (microseconds + 999) / 1000;
    call.reply().ok();
  }

  @Override
  public void reload(Call call, boolean noSave, boolean noFlush, boolean merge) {
    Reload.begin(core, parts, call, !noSave, !noFlush, merge);
  }

  @Override
  public void aofFlushSleep(long microseconds) {
    core.aofFlushSleep = microseconds;
  }

  @Override
  public void loadAof(Call call) {
    if (!call.mayBlock()) {
      throw new ErrorReply("ERR DEBUG LOADAOF is not allowed in transactions of this node");
    }
    Waiting waiting = new Waiting(core, call.client());
    core.loading = true;
    parts.aof.log.finish(
        () -> {
          core.keyspace.clear();
          new AofBoot(
                  core,
                  parts,
                  () -> {
                    core.loading = false;
                    core.warn(Kind.LIFE, "Append Only File loaded by DEBUG LOADAOF");
                    waiting.answer(ReplyWriter::ok);
                  })
              .reload();
        });
  }

  @Override
  public void changeReplicationId() {
    core.history.renew();
    core.notice(Kind.REPLICATION, "Changing replication IDs after receiving change-repl-id");
  }

  @Override
  public void replicate(Args command) {
    parts.feed.write(Math.max(0, parts.feed.streamDb()), command, Effects.Target.REPLICAS);
  }

  @Override
  public void log(String message) {
    core.warn(Kind.LIFE, "DEBUG LOG: " + message);
  }

  @Override
  public void crash(String how) {
    if (how.equals("restart") || how.equals("crash-and-recover")) {
      throw new ErrorReply("ERR failed to restart the server. Check server logs.");
    }
    core.warn(Kind.LIFE, "Ended by DEBUG " + how);
    if (how.equals("segfault")) {
      core.warn(Kind.LIFE, "Redis 7.0.15 crashed by signal: 11, on request");
    }
    core.end(1);
  }

  @Override
  public void scriptsMayAll(boolean yes) {
    core.scriptsMayAll = yes;
  }

  @Override
  public void replyBuffersResize(boolean yes) {
    parts.clientCron.resizes(yes);
  }

  @Override
  public void replyPeaksLast(long millis) {
    parts.clientCron.remembersPeaks(millis);
  }

  @Override
  public void replyPeaksLastAsUsual() {
    parts.clientCron.remembersPeaksAsUsual();
  }

  @Override
  public void compareChecksums(boolean yes) {
    core.comparesChecksums = yes;
  }
}
