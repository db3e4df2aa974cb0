package glasshouse.engine.node;

import glasshouse.engine.rdb.RdbReader;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.Locale;

/** What the log and INFO say of an RDB that was loaded from disk. */
final class LoadReport {
  private LoadReport() {}

  /** Tells of a complete file. */
  static void tell(Core core, Loader loader) {
    LoadedInfo info = loader.info();
    core.stats.loadedKeys = loader.keysLoaded();
    core.stats.loadedExpired = loader.keysExpired();
    if (!info.redisVersion().isEmpty()) {
      core.notice(Kind.LIFE, "Loading RDB produced by version " + info.redisVersion());
    }
    if (info.ctime() > 0) {
      core.notice(Kind.LIFE, "RDB age " + Math.max(0, core.now / 1000 - info.ctime()) + " seconds");
    }
    if (info.usedMemory() >= 0) {
      double megabytes = info.usedMemory() / (1024.0 * 1024);
      core.notice(
          Kind.LIFE,
          String.format(Locale.ROOT, "RDB memory usage when created %.2f Mb", megabytes));
    }
    if (info.aofBase()) {
      core.notice(Kind.LIFE, "RDB is base AOF");
    }
    if (info.version() >= RdbReader.CHECKSUM_SINCE
        && core.config.persistence.checksum.value()
        && !loader.verified()) {
      core.warn(Kind.LIFE, "RDB file was saved with checksum disabled: no check performed.");
    }
    core.notice(
        Kind.LIFE,
        "Done loading RDB, keys loaded: "
            + loader.keysLoaded()
            + ", keys expired: "
            + loader.keysExpired()
            + ".");
  }
}
