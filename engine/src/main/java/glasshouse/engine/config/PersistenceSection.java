package glasshouse.engine.config;

import static glasshouse.engine.config.Mark.HIDDEN;
import static glasshouse.engine.config.Mark.PROTECTED;

import java.util.List;

/** Saving and loading the data set. */
public final class PersistenceSection extends Section {
  /** When the data set is saved by itself. */
  public final SaveParameter save = row(new SaveParameter());

  /** Name of the RDB file. */
  public final TextParameter dbFilename =
      row(
          new TextParameter(
              "dbfilename",
              "dump.rdb",
              name -> name.indexOf('/') >= 0 ? "dbfilename can't be a path, just a filename" : null,
              PROTECTED));

  /** Directory of data files. */
  public final DirectoryParameter dir;

  /** Whether strings in the RDB file are compressed. */
  public final FlagParameter compression = flag("rdbcompression", true);

  /** Whether the RDB file ends in a checksum. */
  public final FlagParameter checksum = flag("rdbchecksum", true, Mark.IMMUTABLE);

  /** Whether writes are refused after a failed save. */
  public final FlagParameter stopWritesOnError = flag("stop-writes-on-bgsave-error", true);

  /** Microseconds that saving waits per key, for tests; negative for a part of that. */
  public final NumberParameter keySaveDelay =
      number("rdb-key-save-delay", 0, Integer.MIN_VALUE, INT, HIDDEN);

  /** Microseconds that loading waits per key, for tests; negative for a part of that. */
  public final NumberParameter keyLoadDelay =
      number("key-load-delay", 0, Integer.MIN_VALUE, INT, HIDDEN);

  /** After so many bytes of a data set that is loaded, clients are served. */
  public final NumberParameter processEventsInterval =
      memory("loading-process-events-interval-bytes", 2 * MB, 1024, INT, HIDDEN);

  /** What SIGINT does. */
  public final WordsParameter shutdownOnSigint = row(onSignal("shutdown-on-sigint"));

  /** What SIGTERM does. */
  public final WordsParameter shutdownOnSigterm = row(onSignal("shutdown-on-sigterm"));

  PersistenceSection(ConfigFiles files) {
    dir = row(new DirectoryParameter(files));
  }

  private static WordsParameter onSignal(String name) {
    return new WordsParameter(
        name, "default", List.of("default", "save", "nosave", "now", "force"));
  }
}
