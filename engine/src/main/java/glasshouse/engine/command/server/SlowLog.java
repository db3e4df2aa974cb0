package glasshouse.engine.command.server;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.config.Config;
import glasshouse.engine.resp.Args;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The commands that took long, newest first. Long arguments are cut as Redis does: more than 32
 * arguments, more than 128 bytes.
 */
public final class SlowLog {
  private static final int MOST_ARGUMENTS = 32;
  private static final int LONGEST_ARGUMENT = 128;

  /** One command; {@code time} in Unix seconds, {@code duration} in microseconds. */
  record Entry(
      long id, long time, long duration, byte[][] arguments, String peer, byte[] clientName) {}

  private final Config config;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long nextId;

  /** An empty log with the bounds of {@code config}. */
  public SlowLog(Config config) {
    this.config = config;
  }

  /** True when a command of this duration (microseconds) is to be added. */
  public boolean wants(long duration) {
    long least = config.server.slowlogSlowerThan.value();
    return least >= 0 && duration >= least;
  }

  /** Adds a command that {@link #wants}; {@code now} in Unix milliseconds. */
  public void add(long now, long duration, Args args, String peer, byte[] clientName) {
    entries.addFirst(new Entry(nextId++, now / 1000, duration, cut(args), peer, clientName));
    trim();
  }

  private void trim() {
    while (entries.size() > config.server.slowlogMaxLen.value()) {
      entries.removeLast();
    }
  }

  private static byte[][] cut(Args args) {
    int shown = Math.min(args.count(), MOST_ARGUMENTS);
    byte[][] arguments = new byte[shown][];
    for (int i = 0; i < shown; i++) {
      int length = args.length(i);
      arguments[i] =
          length <= LONGEST_ARGUMENT
              ? args.bytes(i)
              : Bytes.of(
                  args.text(i).substring(0, LONGEST_ARGUMENT)
                      + "... ("
                      + (length - LONGEST_ARGUMENT)
                      + " more bytes)");
    }
    if (args.count() > MOST_ARGUMENTS) {
      int missing = args.count() - MOST_ARGUMENTS + 1;
      arguments[shown - 1] = Bytes.of("... (" + missing + " more arguments)");
    }
    return arguments;
  }

  Deque<Entry> entries() {
    return entries;
  }
}
