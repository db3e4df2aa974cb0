package glasshouse.engine.config;

import static glasshouse.engine.config.Mark.HIDDEN;
import static glasshouse.engine.config.Mark.IMMUTABLE;

/** The program itself: databases, rhythm, logs, scripts, events, era. */
public final class ServerSection extends Section {
  /** Number of databases. */
  public final NumberParameter databases = number("databases", 16, 1, INT, IMMUTABLE);

  /** Ticks per second of background work, 1 to 500. */
  public final NumberParameter hz = number("hz", 10, 0, INT).cutTo(1, 500);

  /** Whether more clients make more ticks. */
  public final FlagParameter dynamicHz = flag("dynamic-hz", true);

  /** What is logged. */
  public final WordParameter logLevel = word("loglevel", "notice", "debug verbose notice warning");

  /** Path of the log; empty for standard output. */
  public final TextParameter logFile = text("logfile", "", IMMUTABLE);

  /** Path of a file with the process id; empty for none. */
  public final TextParameter pidFile = text("pidfile", "", IMMUTABLE);

  /** Whether the program goes into the background, which it does not under a supervisor. */
  public final FlagParameter daemonize = flag("daemonize", false, IMMUTABLE);

  /** Who is to be told how far the program is; {@code auto} until that is found. */
  public final WordParameter supervised =
      word("supervised", "no", "upstart systemd auto no", IMMUTABLE);

  /** Milliseconds after which others are told BUSY while a script runs; 0 for never. */
  public final NumberParameter busyThreshold =
      number("busy-reply-threshold lua-time-limit", 5000, 0, LONG);

  /** Microseconds from which a command is logged as slow; negative for none. */
  public final NumberParameter slowlogSlowerThan =
      number("slowlog-log-slower-than", 10000, -1, LONG);

  /** Entries that the slow log keeps. */
  public final NumberParameter slowlogMaxLen = number("slowlog-max-len", 128, 0, LONG);

  /** Milliseconds from which an event is kept by LATENCY; 0 for none. */
  public final NumberParameter latencyThreshold = number("latency-monitor-threshold", 0, 0, LONG);

  /** Whether latencies of commands are kept. */
  public final FlagParameter latencyTracking = flag("latency-tracking", true);

  /** Which percentiles INFO latencystats shows. */
  public final PercentilesParameter latencyPercentiles = row(new PercentilesParameter());

  /** Which keyspace events are published. */
  public final NotifyParameter notify = row(new NotifyParameter());

  /** Keys that client side caching remembers. */
  public final NumberParameter trackingTableMaxKeys =
      number("tracking-table-max-keys", 1000000, 0, LONG);

  /** The release whose behaviour the node shows. Our own, unknown to Redis. */
  public final EraParameter era = row(new EraParameter());

  /** Milliseconds; kept for tests that set it to 0. */
  public final NumberParameter watchdog = number("watchdog-period", 0, 0, INT, HIDDEN);

  private boolean hasSupervisor;

  ServerSection() {}

  /** Notes that {@link #supervised} names one that is there. */
  public void foundSupervisor() {
    hasSupervisor = true;
  }

  /** Who has been told that the program starts, as INFO names it; {@code no} for nobody. */
  public String supervisor() {
    return hasSupervisor ? supervised.value() : "no";
  }
}
