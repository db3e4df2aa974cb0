package glasshouse.engine.lab;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.Check;
import glasshouse.engine.cache.Cursor;
import glasshouse.engine.cache.Expiring;
import glasshouse.engine.cache.PageMap;
import glasshouse.engine.cache.Store;
import glasshouse.engine.cache.StoreFault;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.port.StoreLatches;
import glasshouse.engine.view.LabFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a file that belongs to somebody else. It takes no lock, not even for a moment: it
 * would stand in the way of what it looks at. And it closes no file before the end: that would drop
 * locks of another kind, which a program here may hold (fcntl's, that Java's FileChannel takes).
 */
final class Peephole implements AutoCloseable {
  private static final int TRIES = 20;
  private static final int ENTRIES = 100;
  private static final int LETTERS = 200;

  private final Map<Object, OpenPages> files = new LinkedHashMap<>();

  /** The newest state of the file at {@code path}. */
  LabFile look(Path path, List<Snapshot> snapshots) {
    String name = String.valueOf(path.getFileName());
    try {
      if (!Files.exists(path)) {
        return new LabFile(name, 0, 0, 0, List.of(), List.of(), List.of());
      }
      OpenPages file = open(path);
      for (int i = 0; i < TRIES; i++) {
        LabFile seen = read(name, file, snapshots);
        if (seen != null) {
          return seen;
        }
      }
      return unreadable(name, file, "each time it was read, a commit came between");
    } catch (IOException e) {
      return new LabFile(name, 0, 0, 0, List.of(), List.of(), List.of(e.toString()));
    }
  }

  private OpenPages open(Path path) throws IOException {
    Object key = Files.readAttributes(path, "unix:dev,ino").toString();
    OpenPages file = files.get(key);
    if (file == null) {
      file = new OpenPages(path);
      files.put(key, file);
    }
    return file;
  }

  private static LabFile unreadable(String name, OpenPages file, String why) throws IOException {
    return new LabFile(name, file.size(), 0, 0, List.of(), List.of(), List.of(why));
  }

  private static @Nullable LabFile read(String name, OpenPages file, List<Snapshot> snapshots)
      throws IOException {
    LabFile seen;
    long txid;
    try (Store store = open(file)) {
      txid = store.stats().txid();
      try {
        seen = store.view(tx -> describe(name, store.stats().pageSize(), file, tx, snapshots));
      } catch (StoreFault damaged) {
        seen = null;
      }
    } catch (StoreFault fault) {
      return unreadable(name, file, String.valueOf(fault.getMessage()).replaceFirst("^/\\S*/", ""));
    }
    try (Store again = open(file)) {
      return again.stats().txid() == txid ? seen : null;
    } catch (StoreFault damagedMeanwhile) {
      return null;
    }
  }

  private static Store open(OpenPages file) {
    return Store.open(file, StoreOptions.DEFAULT.reading(), StoreLatches.alone());
  }

  private static LabFile describe(
      String name, int pageSize, OpenPages file, Tx tx, List<Snapshot> snapshots) {
    List<LabFile.Page> pages = new ArrayList<>();
    for (PageMap.Use use : PageMap.of(tx)) {
      pages.add(page(use, snapshots));
    }
    List<LabFile.Bucket> buckets = new ArrayList<>();
    Cursor cursor = tx.cursor();
    for (Cursor.Entry entry = cursor.first(); entry != null; entry = cursor.next()) {
      Bucket bucket = tx.bucket(entry.key());
      if (bucket != null) {
        collect(Bytes.text(entry.key()), bucket, buckets);
      }
    }
    List<String> check = Check.of(tx).stream().map(Check.Finding::toString).toList();
    try {
      return new LabFile(
          name, file.size(), pageSize, tx.id(), List.copyOf(pages), List.copyOf(buckets), check);
    } catch (IOException e) {
      throw new StoreFault(StoreFault.Kind.IO, String.valueOf(e.getMessage()), e);
    }
  }

  private static LabFile.Page page(PageMap.Use use, List<Snapshot> snapshots) {
    List<String> readers = new ArrayList<>();
    if (use.kind() == PageMap.Kind.FREE) {
      for (Snapshot snapshot : snapshots) {
        if (snapshot.pages().contains(use.id())) {
          readers.add(snapshot.reader());
        }
      }
    }
    LabFile.Kind kind =
        switch (use.kind()) {
          case META -> LabFile.Kind.META;
          case FREELIST -> LabFile.Kind.FREELIST;
          case BRANCH -> LabFile.Kind.BRANCH;
          case LEAF -> LabFile.Kind.LEAF;
          case OVERFLOW -> LabFile.Kind.OVERFLOW;
          case FREE -> readers.isEmpty() ? LabFile.Kind.FREE : LabFile.Kind.PENDING;
        };
    return new LabFile.Page(use.id(), kind, use.items(), use.bucket(), List.copyOf(readers));
  }

  private static void collect(String path, Bucket bucket, List<LabFile.Bucket> out) {
    List<LabFile.Entry> entries = new ArrayList<>();
    List<Bucket> inner = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Instant expires = new Expiring(bucket).expires();
    long until = expires == null ? -1 : expires.toEpochMilli();
    int size = 0;
    Cursor cursor = bucket.cursor();
    for (Cursor.Entry entry = cursor.first(); entry != null; entry = cursor.next()) {
      size++;
      byte[] value = entry.value();
      if (value != null && entries.size() < ENTRIES) {
        entries.add(new LabFile.Entry(Bytes.text(entry.key()), shortened(value), until));
      } else if (value == null) {
        Bucket below = bucket.bucket(entry.key());
        if (below != null) {
          inner.add(below);
          names.add(path + "/" + Bytes.text(entry.key()));
        }
      }
    }
    out.add(new LabFile.Bucket(path, List.copyOf(entries), size));
    for (int i = 0; i < inner.size(); i++) {
      collect(names.get(i), inner.get(i), out);
    }
  }

  private static String shortened(byte[] value) {
    String text = Bytes.text(value);
    return text.length() <= LETTERS ? text : text.substring(0, LETTERS) + "...";
  }

  @Override
  public void close() {
    try {
      for (OpenPages file : files.values()) {
        file.end();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
