package glasshouse.engine.node;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.rdb.RdbReader;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.Locale;

/** What the log and INFO say of an RDB that was loaded from disk. */
final class LoadReport {
  private LoadReport() {}

  /** Tells, once, what stands before the keys of a file of which some have come. */
  static void begun(Core core, Loader loader) {
    count(core, loader);
    LoadedInfo info = loader.info();
    if (loader.keysSeen() > 0 && !info.told()) {
      head(core, info);
    }
  }

  private static void count(Core core, Loader loader) {
    core.stats.loadedKeys = loader.keysLoaded();
    core.stats.loadedExpired = loader.keysExpired();
    core.progress.usedMemory(loader.info().usedMemory());
  }

  private static void head(Core core, LoadedInfo info) {
    info.tell();
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
  }

  /** Tells of a complete file. */
  static void tell(Core core, Loader loader) {
    count(core, loader);
    LoadedInfo info = loader.info();
    if (!info.told()) {
      head(core, info);
    }
    if (info.version() >= RdbReader.CHECKSUM_SINCE
        && core.config.persistence.checksum.value()
        && !loader.verified()) {
      core.warn(Kind.LIFE, "RDB file was saved with checksum disabled: no check performed.");
    }
    for (byte[] key : loader.emptyKeys()) {
      core.warn(Kind.LIFE, "rdbLoadObject skipping empty key: " + Bytes.text(key));
    }
    String done =
        "Done loading RDB, keys loaded: "
            + loader.keysLoaded()
            + ", keys expired: "
            + loader.keysExpired();
    if (loader.emptySkipped() > 0) {
      core.warn(Kind.LIFE, done + ", empty keys skipped: " + loader.emptySkipped() + ".");
    } else {
      core.notice(Kind.LIFE, done + ".");
    }
  }
}
