package glasshouse.app.cache;

import glasshouse.app.Json;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.StoreFault;
import glasshouse.engine.cache.StoreOptions;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.live.store.Reading;
import glasshouse.engine.live.store.RealStore;
import glasshouse.engine.lock.ForeignClaims;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Stacks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The file that a command is about. */
final class CacheFile {
  private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9a-fA-F]{2})");

  @Parameters(index = "0", paramLabel = "FILE", description = "A bolt file.")
  Path path = Path.of("");

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  static LockRegistry registry() {
    return new LockRegistry(Stacks.OFF, _ -> {});
  }

  /** Prints what was found, or did: as JSON where that was asked for. */
  void print(Object figures, Runnable words) throws IOException {
    if (json) {
      System.out.println(Json.text(figures));
    } else {
      words.run();
    }
    System.out.flush();
  }

  /**
   * Opens it to write.
   *
   * @throws StoreFault TIMEOUT, naming who holds it, and what {@link RealStore#open} throws
   */
  RealStore open(StoreOptions options) throws IOException {
    try {
      return RealStore.open(registry(), path, options);
    } catch (StoreFault fault) {
      if (fault.kind() != StoreFault.Kind.TIMEOUT) {
        throw fault;
      }
      throw new StoreFault(
          fault.kind(), "%s: it is held by %s".formatted(fault.getMessage(), holder()), fault);
    }
  }

  /** Reads, and says so when somebody else holds the file meanwhile. */
  <T> T read(Function<Tx, T> reader) throws IOException {
    Reading.Read<T> read = Reading.of(registry(), path, reader);
    if (!read.locked()) {
      System.err.printf(
          "glasshouse: %s is held by %s: read without its lock, as of transaction %d%n",
          path, holder(), read.txid());
    }
    return read.value();
  }

  /** Who holds it, in words. */
  String holder() throws IOException {
    if (ForeignClaims.known()) {
      for (ForeignClaims.Opening opening : ForeignClaims.of(path)) {
        if (opening.holds()) {
          return "process %d (%s)".formatted(opening.pid(), opening.command());
        }
      }
    }
    return "another process";
  }

  /** The bucket at the end of a path of names; null when there is none. */
  static @Nullable Bucket bucket(Tx tx, String path) {
    Bucket bucket = null;
    for (String name : path.split("/", -1)) {
      byte[] bytes = bytes(name);
      bucket = bucket == null ? tx.bucket(bytes) : bucket.bucket(bytes);
      if (bucket == null) {
        return null;
      }
    }
    return bucket;
  }

  /** The bucket, or a fault that names it. */
  static Bucket needBucket(Tx tx, String path) {
    Bucket bucket = bucket(tx, path);
    if (bucket == null) {
      throw new StoreFault(
          StoreFault.Kind.BUCKET_MISSING, "there is no bucket '%s'".formatted(path));
    }
    return bucket;
  }

  /** The bytes of a key or a name as {@link #text} writes them: UTF-8, and \xNN for any byte. */
  static byte[] bytes(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Matcher escapes = ESCAPE.matcher(text);
    int at = 0;
    while (escapes.find()) {
      out.writeBytes(text.substring(at, escapes.start()).getBytes(StandardCharsets.UTF_8));
      out.write(Integer.parseInt(escapes.group(1), 16));
      at = escapes.end();
    }
    out.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  /** Readable as it is where it is text, escaped where it is not. */
  static String text(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length);
    String utf8 = new String(bytes, StandardCharsets.UTF_8);
    if (Arrays.equals(utf8.getBytes(StandardCharsets.UTF_8), bytes)
        && utf8.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\')) {
      return utf8;
    }
    for (char c : Bytes.text(bytes).toCharArray()) {
      if (c >= 32 && c < 127 && c != '\\') {
        out.append(c);
      } else {
        out.append("\\x%02x".formatted((int) c));
      }
    }
    return out.toString();
  }
}
