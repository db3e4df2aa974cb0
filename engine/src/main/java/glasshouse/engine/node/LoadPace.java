package glasshouse.engine.node;

import org.jspecify.annotations.Nullable;

/**
 * The load of a data set at the start of a node, as one thread does it (Redis, startLoading): what
 * comes meanwhile waits until it is over, but that every loading-process-events-interval-bytes
 * clients are served, mostly with LOADING. key-load-delay makes it slower.
 *
 * <pre>
 * holding   everybody waits; also for the time that keys were to take      -> between, at a boundary
 * between   one turn for whoever waits, until the timer fires              -> holding
 * </pre>
 */
final class LoadPace {
  /** Bytes asked of a disk at once. */
  private static final int PART = 1 << 18;

  private static final long MICROS = 1000;

  /** Who loads a file. */
  interface Taker {
    /** The file has so many bytes. */
    void begins(long bytes);

    /**
     * Takes bytes, as many as it can before others must have their turn; with none it goes on with
     * those it has.
     *
     * @return how many keys or commands that were, or {@link #FAILED}
     */
    int take(byte[] bytes);

    /** True while the bytes it takes count for the interval at which others have their turn. */
    boolean byBytes();

    /** True when it has not taken all it was given, as others must have their turn. */
    boolean holds();

    /** There are no more bytes. */
    void ends();

    /** There is no such file, or it cannot be read. */
    void fails(DiskResult why);

    /** What {@link #take} answers when the load is over before its end. */
    int FAILED = -1;
  }

  private final Core core;
  private boolean active;
  private boolean boundary;
  private @Nullable Runnable rest;
  private long position;
  private long micros;

  LoadPace(Core core) {
    this.core = core;
  }

  /** From now on everybody waits. */
  void begin() {
    active = true;
    hold();
  }

  /** The load is over: everybody may go on. */
  void end() {
    active = false;
    letGo();
  }

  /** True from {@link #begin} to {@link #end}. */
  boolean active() {
    return active;
  }

  private void hold() {
    core.stillUntil = Long.MAX_VALUE;
  }

  private void letGo() {
    core.stillUntil = Math.min(core.stillUntil, core.now);
  }

  /** Reads a file of the data set. */
  void read(String name, Taker taker) {
    position = 0;
    core.disk.ask(
        file -> new Output.OpenRead(file, name),
        result -> {
          if (result instanceof DiskResult.Size(long file, long bytes)) {
            taker.begins(bytes);
            next(file, taker);
          } else {
            taker.fails(result);
          }
        });
  }

  /** Reads to the next boundary at most. */
  private void next(long file, Taker taker) {
    long interval = core.config.persistence.processEventsInterval.value();
    int count = (int) Math.min(PART, interval - position % interval);
    core.disk.ask(
        new Output.ReadNext(file, count),
        result -> {
          if (result instanceof DiskResult.Part(long _, byte[] bytes, boolean last)) {
            position += bytes.length;
            core.progress.add(bytes.length);
            taken(file, taker, bytes, last, position % interval == 0);
          } else {
            taker.fails(result);
          }
        });
  }

  private void taken(long file, Taker taker, byte[] bytes, boolean last, boolean atBoundary) {
    int keys = taker.take(bytes);
    if (keys == Taker.FAILED) {
      return;
    }
    boolean more = taker.holds();
    pause(
        keys,
        more || atBoundary && !last && taker.byBytes(),
        () -> {
          if (more) {
            taken(file, taker, new byte[0], last, atBoundary);
          } else if (last) {
            taker.ends();
          } else {
            next(file, taker);
          }
        });
  }

  /**
   * Goes on with {@code then} when the keys have taken their time and others have had their turn.
   */
  private void pause(int keys, boolean turn, Runnable then) {
    long delay = core.config.persistence.keyLoadDelay.value();
    micros += delay < 0 ? keys / -delay : keys * delay;
    long millis = micros / MICROS;
    micros %= MICROS;
    if (!active || !turn && millis == 0) {
      then.run();
      return;
    }
    rest = then;
    boundary = turn && millis > 0;
    core.stillUntil = core.now + millis;
  }

  /**
   * The timer fired: the load goes on when its time has come.
   *
   * @return false when it does not, or when others have their turn first
   */
  boolean fired() {
    Runnable then = rest;
    if (then == null || core.stillUntil > core.now) {
      return false;
    }
    if (boundary) {
      boundary = false;
      return false;
    }
    rest = null;
    hold();
    then.run();
    return true;
  }

  /** Unix milliseconds at which the load goes on, or {@code Long.MAX_VALUE}. */
  long nextDeadline() {
    return rest == null ? Long.MAX_VALUE : core.now;
  }
}
