package glasshouse.engine.command.transaction;

import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.resp.Args;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What one client has queued since MULTI, and whether EXEC may still run it. */
public final class Transaction {
  /** What Redis counts for an argument besides its bytes. */
  private static final int POINTER = 8;

  /** A queued command with its own copy of the arguments. */
  public record Queued(CommandSpec spec, Args args) {}

  private final List<Queued> queued = new ArrayList<>(0);
  private long bytes;
  private int watched;
  private boolean open;
  private boolean flawed;
  private boolean outrun;

  /** True between MULTI and EXEC or DISCARD. */
  public boolean open() {
    return open;
  }

  /** MULTI. */
  public void begin() {
    open = true;
  }

  /** Queues a command; {@code args} are copied. */
  public void queue(CommandSpec spec, Args args) {
    queued.add(new Queued(spec, args.copy()));
    bytes += args.size() + (long) args.count() * POINTER;
  }

  /** Bytes of all arguments that are queued, and of what points to them. */
  public long bytes() {
    return bytes;
  }

  /** Keys that the client watches. */
  public int watched() {
    return watched;
  }

  /** Notes {@link #watched}. */
  public void watched(int keys) {
    watched = keys;
  }

  /** The queued commands, in order. */
  public List<Queued> queued() {
    return queued;
  }

  /** True when one of the queued commands is such. */
  public boolean queues(Predicate<Queued> such) {
    for (Queued command : queued) {
      if (such.test(command)) {
        return true;
      }
    }
    return false;
  }

  /** A command could not be queued: EXEC will answer EXECABORT. */
  public void flaw() {
    flawed = flawed || open;
  }

  /** True when a command could not be queued. */
  public boolean flawed() {
    return flawed;
  }

  /** A watched key has changed: EXEC will answer nil. */
  public void outrun() {
    outrun = true;
  }

  /** True when a watched key has changed. */
  public boolean wasOutrun() {
    return outrun;
  }

  /** UNWATCH: what happened to watched keys no longer matters. */
  public void forgetWatches() {
    outrun = false;
  }

  /** Ends the transaction, whatever its outcome. */
  public void end() {
    queued.clear();
    bytes = 0;
    open = false;
    flawed = false;
    outrun = false;
  }
}
