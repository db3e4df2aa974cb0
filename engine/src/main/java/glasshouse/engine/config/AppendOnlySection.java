package glasshouse.engine.config;

import static glasshouse.engine.config.Mark.IMMUTABLE;

/** The append only file. */
public final class AppendOnlySection extends Section {
  /** Whether commands are also appended to a file. */
  public final FlagParameter enabled = flag("appendonly", false, Mark.NOT_WHILE_LOADING);

  /** What the names of all its files begin with. */
  public final TextParameter fileName = name("appendfilename", "appendonly.aof", "filename");

  /** The directory of its files, below {@code dir}. */
  public final TextParameter dirName = name("appenddirname", "appendonlydir", "dirname");

  /** When what was appended is made to reach the disk: always, everysec, no. */
  public final WordParameter fsync = word("appendfsync", "everysec", "everysec always no");

  /** Whether nothing is synced while a snapshot is written. */
  public final FlagParameter noFsyncOnRewrite = flag("no-appendfsync-on-rewrite", false);

  /** Growth in percent after which it is rewritten by itself; 0 for never. */
  public final NumberParameter rewritePercentage =
      number("auto-aof-rewrite-percentage", 100, 0, INT);

  /** Bytes up to which it is not rewritten by itself. */
  public final NumberParameter rewriteMinSize =
      memory("auto-aof-rewrite-min-size", 64 * MB, 0, LONG);

  /** Whether a file that ends in the middle of a command is cut and loaded. */
  public final FlagParameter loadTruncated = flag("aof-load-truncated", true);

  /** Whether its base is an RDB, or commands. */
  public final FlagParameter rdbBase = flag("aof-use-rdb-preamble", true);

  /** Whether it says now and then what time it is. */
  public final FlagParameter timestamps = flag("aof-timestamp-enabled", false);

  /** Whether files that a rewrite made useless are kept. */
  public final FlagParameter keepHistory = flag("aof-disable-auto-gc", false);

  private TextParameter name(String parameter, String normal, String what) {
    return row(
        new TextParameter(
            parameter,
            normal,
            text ->
                text.isEmpty()
                    ? parameter + " can't be empty"
                    : text.indexOf('/') >= 0
                        ? parameter + " can't be a path, just a " + what
                        : null,
            IMMUTABLE));
  }
}
