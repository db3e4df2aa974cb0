package glasshouse.engine.command;

import org.jspecify.annotations.Nullable;

/**
 * How a connection wants to be treated: what CLIENT REPLY, CLIENT NO-EVICT, MONITOR and SCRIPT
 * DEBUG set.
 */
public final class ClientModes {
  /** What becomes of replies. */
  public enum Replies {
    /** They are sent. */
    ON,
    /** None is sent until CLIENT REPLY ON. */
    OFF,
    /** The reply of the next command is not sent. */
    SKIP_NEXT,
    /** The reply of the command under way is not sent. */
    SKIP
  }

  /** How the scripts of the connection are run. */
  public enum Debugging {
    /** As those of all others. */
    NO,
    /** Under the debugger, on a copy of the data. */
    YES,
    /** Under the debugger, with the node standing still at each stop. */
    SYNC
  }

  private Replies replies = Replies.ON;
  private boolean noEvict;
  private boolean monitor;
  private Debugging debugging = Debugging.NO;
  private @Nullable CommandSpec lastCommand;

  /** What becomes of replies. */
  public Replies replies() {
    return replies;
  }

  /** Changes what becomes of replies. */
  public void replies(Replies mode) {
    replies = mode;
  }

  /** True when what the command under way answers is not to be sent. */
  public boolean silent() {
    return replies == Replies.OFF || replies == Replies.SKIP;
  }

  /** To be called behind every command: what was asked to be skipped was skipped. */
  public void commandDone() {
    if (replies == Replies.SKIP) {
      replies = Replies.ON;
    } else if (replies == Replies.SKIP_NEXT) {
      replies = Replies.SKIP;
    }
  }

  /** True when the client is not to be closed for want of memory (CLIENT NO-EVICT). */
  public boolean noEvict() {
    return noEvict;
  }

  /** Sets {@link #noEvict()}. */
  public void noEvict(boolean yes) {
    noEvict = yes;
  }

  /** True when the client is shown all commands (MONITOR). */
  public boolean monitor() {
    return monitor;
  }

  /** Sets {@link #monitor()}. */
  public void monitor(boolean yes) {
    monitor = yes;
  }

  /** How its scripts are run (SCRIPT DEBUG). */
  public Debugging debugging() {
    return debugging;
  }

  /** Sets {@link #debugging()}. */
  public void debugging(Debugging mode) {
    debugging = mode;
  }

  /** The command the client asked for last; null for none, or one that there is not. */
  public @Nullable CommandSpec lastCommand() {
    return lastCommand;
  }

  /** Notes the command that the client asked for; null when there is none of that name. */
  public void lastCommand(@Nullable CommandSpec spec) {
    lastCommand = spec;
  }

  /**
   * RESET: replies are sent from now on, but for that of RESET itself when it was to be skipped.
   */
  public void reset() {
    if (replies != Replies.SKIP) {
      replies = Replies.ON;
    }
    monitor = false;
  }
}
