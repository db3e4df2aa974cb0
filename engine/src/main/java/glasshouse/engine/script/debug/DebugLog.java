package glasshouse.engine.script.debug;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Limits;
import java.util.ArrayList;
import java.util.List;

/** What is told to the client at the next stop. Texts are ISO 8859-1. */
final class DebugLog {
  private static final int LONGEST = 256;
  private static final int SHORTEST = 60;

  private final List<String> entries = new ArrayList<>();
  private long length;
  private int longest = LONGEST;
  private boolean hinted;

  /** As at the start of a session. */
  void reset() {
    entries.clear();
    length = 0;
    longest = LONGEST;
    hinted = false;
  }

  /** Adds a line. What is more than there is room for is left out. */
  void add(String text) {
    length += text.length();
    if (length <= Limits.DEBUG_LOG) {
      entries.add(text);
    }
  }

  void addAll(List<String> texts) {
    texts.forEach(this::add);
  }

  /** Adds a value or a reply, cut to the length that was set; the first time with a hint. */
  void addCut(String text) {
    boolean cut = longest > 0 && text.length() > longest;
    add(cut ? text.substring(0, longest) + " ..." : text);
    if (cut && !hinted) {
      hinted = true;
      add("<hint> The above reply was trimmed. Use 'maxlen 0' to disable trimming.");
    }
  }

  /** Characters of a value that are worth making. */
  int room() {
    return longest == 0 ? Limits.DEBUG_LOG : longest + 1;
  }

  /** Sets how long values and replies may be, 0 for any length. */
  void longest(int bytes) {
    hinted = true;
    longest = bytes != 0 && bytes <= SHORTEST ? SHORTEST : bytes;
  }

  /** What is set, in words. */
  String longest() {
    return longest == 0
        ? "<value> replies are unlimited."
        : "<value> replies are truncated at " + longest + " bytes.";
  }

  /** Moves all lines into a reply: an array of simple strings. */
  void drain(ByteBuilder out) {
    out.put('*').decimal(entries.size()).crlf();
    for (String entry : entries) {
      out.put('+').latin(entry.replace('\r', ' ').replace('\n', ' ')).crlf();
    }
    entries.clear();
    length = 0;
  }
}
