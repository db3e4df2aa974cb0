package glasshouse.engine.script.debug;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Quoting;
import java.util.Arrays;

/** A reply of RESP2 or RESP3 in a form that people read. */
final class ReplyText {
  private final byte[] reply;
  private final int most;
  private final ByteBuilder out = new ByteBuilder(64);
  private int at;

  private ReplyText(byte[] reply, int most) {
    this.reply = reply;
    this.most = most;
  }

  /** The text of a whole reply; what is longer than {@code most} may end anywhere behind that. */
  static String of(byte[] reply, int most) {
    ReplyText text = new ReplyText(reply, most);
    text.one();
    return text.out.toString();
  }

  private void one() {
    switch (at < reply.length ? reply[at] : 0) {
      case ':' -> out.latin(line());
      case '$' -> bulk();
      case '+', '-' -> {
        int from = at;
        int length = line().length() + 1;
        Quoting.append(out, reply, from, length);
      }
      case '*' -> many("[", "]");
      case '~' -> many("~(", ")");
      case '%' -> pairs();
      case '_' -> {
        line();
        out.latin("(null)");
      }
      case '#' -> out.latin(line().startsWith("t") ? "#true" : "#false");
      case ',' -> out.latin("(double) ").latin(line());
      default -> {}
    }
  }

  /** The rest of the line behind its first character. */
  private String line() {
    int from = at + 1;
    while (reply[at] != '\r') {
      at++;
    }
    String text = Bytes.text(Arrays.copyOfRange(reply, from, at));
    at += 2;
    return text;
  }

  private void bulk() {
    int length = Integer.parseInt(line());
    if (length < 0) {
      out.latin("NULL");
      return;
    }
    Quoting.append(out, reply, at, length);
    at += length + 2;
  }

  private void many(String before, String after) {
    int count = Integer.parseInt(line());
    if (count < 0) {
      out.latin("NULL");
      return;
    }
    out.latin(before);
    for (int i = 0; i < count && out.length() <= most; i++) {
      out.latin(i == 0 ? "" : ",");
      one();
    }
    out.latin(after);
  }

  private void pairs() {
    int count = Integer.parseInt(line());
    out.put('{');
    for (int i = 0; i < count && out.length() <= most; i++) {
      out.latin(i == 0 ? "" : ",");
      one();
      out.latin(" => ");
      one();
    }
    out.put('}');
  }
}
