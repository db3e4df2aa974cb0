package glasshouse.engine.aof;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.resp.InlineWords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a manifest, with the words of Redis 7.0 for what is wrong with one. */
public final class ManifestReader {
  /** What is wrong, and where. */
  public static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String seen;

    Fault(String problem, int line, String seen) {
      super(problem);
      this.line = line;
      this.seen = seen;
    }

    /** Number of the line, from 1; 0 when there is none. */
    public int line() {
      return line;
    }

    /** The line. */
    public String seen() {
      return seen;
    }
  }

  private static final int LINE_MAX = 1024;
  private static final String FORMAT = "Invalid AOF manifest file format";

  private @Nullable AofPart base;
  private final List<AofPart> history = new ArrayList<>();
  private final List<AofPart> increments = new ArrayList<>();
  private long lastIncrement;

  private ManifestReader() {}

  /**
   * Reads the text of a manifest.
   *
   * @param fileName what the names of all parts begin with, for parts to come
   * @throws Fault at the first line that redis-server would not take
   */
  public static Manifest read(String fileName, String text) throws Fault {
    ManifestReader reader = new ManifestReader();
    reader.read(text);
    AofPart base = reader.base;
    return new Manifest(
        fileName,
        base,
        reader.history,
        reader.increments,
        base == null ? 0 : base.sequence(),
        reader.lastIncrement);
  }

  private void read(String text) throws Fault {
    if (text.isEmpty()) {
      throw new Fault("Found an empty AOF manifest", 0, "");
    }
    int number = 0;
    for (int at = 0; at < text.length(); ) {
      number++;
      int end = text.indexOf('\n', at);
      String line = text.substring(at, end < 0 ? text.length() : end);
      if (!line.startsWith("#")) {
        if (end < 0 || line.length() >= LINE_MAX) {
          throw new Fault("The AOF manifest file contains too long line", number, line);
        }
        String problem = take(line.strip());
        if (problem != null) {
          throw new Fault(problem, number, line.strip());
        }
      }
      at = end < 0 ? text.length() : end + 1;
    }
  }

  private @Nullable String take(String line) {
    byte[] bytes = Bytes.of(line);
    byte[][] words = InlineWords.split(bytes, 0, bytes.length);
    if (words == null || words.length < 6 || words.length % 2 != 0) {
      return FORMAT;
    }
    String name = "";
    long sequence = 0;
    char type = 0;
    for (int i = 0; i < words.length; i += 2) {
      byte[] word = words[i + 1];
      switch (Bytes.text(words[i])) {
        case "file" -> name = Bytes.text(word);
        case "seq" ->
            sequence =
                Numbers.isLong(word, 0, word.length) ? Numbers.parseLong(word, 0, word.length) : 0;
        case "type" -> type = word.length == 0 ? 0 : (char) word[0];
        default -> {}
      }
    }
    if (name.indexOf('/') >= 0) {
      return "File can't be a path, just a filename";
    }
    if (name.isEmpty() || sequence == 0 || type == 0) {
      return FORMAT;
    }
    return add(name, sequence, type);
  }

  private @Nullable String add(String name, long sequence, char type) {
    switch (type) {
      case 'b' -> {
        if (base != null) {
          return "Found duplicate base file information";
        }
        base = new AofPart(name, sequence, AofPart.Type.BASE);
      }
      case 'h' -> history.add(new AofPart(name, sequence, AofPart.Type.HIST));
      case 'i' -> {
        if (sequence <= lastIncrement) {
          return "Found a non-monotonic sequence number";
        }
        increments.add(new AofPart(name, sequence, AofPart.Type.INCR));
        lastIncrement = sequence;
      }
      default -> {
        return "Unknown AOF file type";
      }
    }
    return null;
  }
}
