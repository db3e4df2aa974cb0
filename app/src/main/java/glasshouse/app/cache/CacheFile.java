package glasshouse.app.cache;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.cache.Bucket;
import glasshouse.engine.cache.StoreFault;
import glasshouse.engine.cache.Tx;
import glasshouse.engine.live.store.Reading;
import glasshouse.engine.lock.ForeignClaims;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Stacks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The file that a command is about. */
final class CacheFile {
  @Parameters(index = "0", paramLabel = "FILE", description = "A bolt file.")
  Path path = Path.of("");

  static LockRegistry registry() {
    return new LockRegistry(Stacks.OFF, _ -> {});
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

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Readable as it is where it is text, escaped where it is not. */
  static String text(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length);
    String utf8 = new String(bytes, StandardCharsets.UTF_8);
    if (Arrays.equals(bytes(utf8), bytes) && utf8.chars().noneMatch(Character::isISOControl)) {
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
