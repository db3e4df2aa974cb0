package glasshouse.engine.lab.program;

import glasshouse.engine.cache.StoreOptions;

/** How files are opened whose mapping must soon be full. */
final class SmallPages {
  /** Pages of 1,024 bytes; with the usual 4,096 the first mapping would be full after commits. */
  static final StoreOptions OPTIONS = StoreOptions.DEFAULT.withoutSync().paging(1024);

  private SmallPages() {}
}
