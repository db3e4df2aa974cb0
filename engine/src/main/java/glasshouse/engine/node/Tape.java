package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.replication.Backlog;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.RequestParser;
import glasshouse.engine.view.FrameView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a part of the backlog for eyes. So that decoding can start anywhere near the end, it
 * keeps marks: offsets at which a command starts, with the database the stream stood on before it;
 * and the errors that this node answered to commands of its master.
 */
final class Tape {
  private static final int MARKS = 4096;
  private static final int MARK_EVERY = 256;
  private static final int ERRORS = 256;
  private static final int WORDS_SHOWN = 12;
  private static final int WORD_SHOWN = 48;

  private final long[] offsets = new long[MARKS];
  private final int[] databases = new int[MARKS];
  private int count;
  private long last = Long.MIN_VALUE;
  private final Map<Long, String> errors =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > ERRORS;
        }
      };

  /** What was asked last and is answered again as long as nothing has changed. */
  private @Nullable Question answered;

  private List<FrameView> answer = List.of();
  private long changes;

  /**
   * What the answer depends on: what is asked for, and what there is to answer from.
   *
   * @param first offset at which the backlog begins
   * @param next offset behind its end
   * @param changes how often marks or errors have become others in between
   */
  private record Question(int bytes, int most, long first, long next, long changes) {}

  void clear() {
    changes++;
    count = 0;
    last = Long.MIN_VALUE;
    errors.clear();
  }

  /** A command starts at {@code offset}; before it the stream stands on {@code db}. */
  void mark(long offset, int db) {
    if (offset - last >= MARK_EVERY || last == Long.MIN_VALUE) {
      offsets[count & (MARKS - 1)] = offset;
      databases[count & (MARKS - 1)] = db;
      count++;
      last = offset;
    }
  }

  /** The stream ends before {@code offset} now. */
  void truncate(long offset) {
    changes++;
    while (count > 0 && offsets[(count - 1) & (MARKS - 1)] >= offset) {
      count--;
    }
    last = count == 0 ? Long.MIN_VALUE : offsets[(count - 1) & (MARKS - 1)];
    errors.keySet().removeIf(at -> at >= offset);
  }

  /** The command that starts at {@code offset} failed here. */
  void failed(long offset, String error) {
    changes++;
    errors.put(offset, error);
  }

  /** The commands of about the last {@code bytes} bytes, at most {@code most} of the newest. */
  List<FrameView> newest(Backlog backlog, int bytes, int most) {
    Question asked = new Question(bytes, most, backlog.first(), backlog.next(), changes);
    if (!asked.equals(answered)) {
      answered = asked;
      answer = List.copyOf(decoded(backlog, bytes, most));
    }
    return answer;
  }

  private List<FrameView> decoded(Backlog backlog, int bytes, int most) {
    long wanted = Math.max(backlog.first(), backlog.next() - bytes);
    int from = -1;
    for (int i = count - 1; i >= Math.max(0, count - MARKS); i--) {
      long offset = offsets[i & (MARKS - 1)];
      if (offset < backlog.first()) {
        break;
      }
      from = i;
      if (offset <= wanted) {
        break;
      }
    }
    return from < 0
        ? List.of()
        : decode(backlog, offsets[from & (MARKS - 1)], databases[from & (MARKS - 1)], most);
  }

  private List<FrameView> decode(Backlog backlog, long start, int startDb, int most) {
    ByteBuilder part = new ByteBuilder(1024);
    backlog.read(start, 1 << 20, part);
    RequestParser parser = new RequestParser();
    parser.feed(part.array(), 0, part.length());
    List<FrameView> frames = new ArrayList<>();
    int db = startDb;
    long before = 0;
    while (parser.next() == RequestParser.Found.REQUEST) {
      Args args = parser.args();
      long offset = start + before;
      int length = (int) (parser.consumed() - before);
      before = parser.consumed();
      if (args.count() == 2 && args.is(0, "SELECT") && args.isLong(1)) {
        db = (int) args.longAt(1);
      }
      if (args.count() > 0) {
        String error = errors.getOrDefault(offset, "");
        frames.add(new FrameView(offset, length, db, words(args), error));
      }
    }
    return frames.size() > most ? frames.subList(frames.size() - most, frames.size()) : frames;
  }

  private static String words(Args args) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < args.count(); i++) {
      if (i == WORDS_SHOWN) {
        return text.append(" … ").append(args.count() - i).append(" more").toString();
      }
      // A value may have megabytes, of which a line shows the first few.
      int length = Math.min(args.length(i), WORD_SHOWN);
      String word = new String(args.data(), args.offset(i), length, StandardCharsets.ISO_8859_1);
      String shown = length < args.length(i) ? word + "…" : word;
      boolean plain = !word.isEmpty() && word.chars().allMatch(c -> c > ' ' && c < 127 && c != '"');
      text.append(i == 0 ? "" : " ").append(plain ? shown : quoted(shown));
    }
    return text.toString();
  }

  private static String quoted(String word) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ' || (c > 126 && c < 256)) {
            text.append(String.format("\\x%02x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    return text.append('"').toString();
  }
}
