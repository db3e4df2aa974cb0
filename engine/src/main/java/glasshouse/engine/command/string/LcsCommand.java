package glasshouse.engine.command.string;

import static glasshouse.engine.command.CommandFlag.READONLY;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import org.jspecify.annotations.Nullable;

/**
 * LCS: the longest common subsequence of two strings, by the textbook table. Among several of the
 * same length the table is walked back as Redis does: up (shortening the first string) only when
 * that is strictly better.
 */
final class LcsCommand {
  private LcsCommand() {}

  static final CommandSpec LCS =
      CommandSpec.of("lcs", -3)
          .flags(READONLY)
          .keys(1, 2, 1)
          .since("7.0.0")
          .group("string")
          .complexity("O(n*m), n and m being the lengths of the strings")
          .summary("Longest sequence of bytes that two strings have in common")
          .grammar("key1 key2 [LEN] [IDX] [MINMATCHLEN=len] [WITHMATCHLEN]")
          .run(LcsCommand::lcs);

  private static void lcs(Call call) {
    Args args = call.args();
    // Both are looked up, and gone if they have expired, before one is found to be no string.
    KeyEntry one = call.lookup(1);
    KeyEntry other = call.lookup(2);
    final byte[] first = content(one);
    final byte[] second = content(other);
    boolean length = false;
    boolean index = false;
    boolean withLength = false;
    long shortest = 0;
    for (int i = 3; i < args.count(); i++) {
      if (args.is(i, "IDX")) {
        index = true;
      } else if (args.is(i, "LEN")) {
        length = true;
      } else if (args.is(i, "WITHMATCHLEN")) {
        withLength = true;
      } else if (args.is(i, "MINMATCHLEN") && i + 1 < args.count()) {
        shortest = Math.max(0, args.longAt(++i));
      } else {
        throw ErrorReply.syntax();
      }
    }
    if (index && length) {
      throw new ErrorReply("ERR If you want both the length and indexes, please just use IDX.");
    }
    Table table = new Table(first, second, RangeCommands.longest(call));
    if (length) {
      call.reply().integer(table.length());
    } else if (index) {
      table.replyMatches(call.reply(), shortest, withLength);
    } else {
      call.reply().bulk(table.sequence());
    }
  }

  private static byte[] content(@Nullable KeyEntry entry) {
    if (entry == null) {
      return Bytes.EMPTY;
    }
    if (entry.value() instanceof StringValue value) {
      return value.bytes();
    }
    throw new ErrorReply("ERR The specified keys must contain string values");
  }

  /** Lengths of the longest sequences of all pairs of beginnings. */
  private static final class Table {
    private final byte[] first;
    private final byte[] second;
    private final int width;
    private final int[] lengths;

    Table(byte[] first, byte[] second, long room) {
      this.first = first;
      this.second = second;
      long cells = (first.length + 1L) * (second.length + 1L);
      if (cells * Integer.BYTES > room) {
        throw new ErrorReply(
            "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
      }
      width = second.length + 1;
      lengths = new int[(int) cells];
      for (int i = 1; i <= first.length; i++) {
        for (int j = 1; j <= second.length; j++) {
          lengths[i * width + j] =
              first[i - 1] == second[j - 1]
                  ? at(i - 1, j - 1) + 1
                  : Math.max(at(i - 1, j), at(i, j - 1));
        }
      }
    }

    private int at(int i, int j) {
      return lengths[i * width + j];
    }

    int length() {
      return at(first.length, second.length);
    }

    byte[] sequence() {
      byte[] found = new byte[length()];
      walk(found, null);
      return found;
    }

    void replyMatches(ReplyWriter reply, long shortest, boolean withLength) {
      reply.map(2);
      reply.bulk("matches");
      int mark = reply.open();
      Runs runs = new Runs(reply, shortest, withLength);
      walk(null, runs);
      reply.closeArray(mark, runs.end());
      reply.bulk("len");
      reply.integer(length());
    }

    private void walk(byte @Nullable [] found, @Nullable Runs runs) {
      int i = first.length;
      int j = second.length;
      while (i > 0 && j > 0) {
        if (first[i - 1] == second[j - 1]) {
          if (found != null) {
            found[at(i, j) - 1] = first[i - 1];
          }
          i--;
          j--;
          if (runs != null) {
            runs.add(i, j);
          }
        } else if (at(i - 1, j) > at(i, j - 1)) {
          i--;
        } else {
          j--;
        }
      }
    }
  }

  /** Joins single matches, which come from the end, to runs. */
  private static final class Runs {
    private final ReplyWriter reply;
    private final long shortest;
    private final boolean withLength;
    private int firstStart;
    private int secondStart;
    private int length;
    private int written;

    Runs(ReplyWriter reply, long shortest, boolean withLength) {
      this.reply = reply;
      this.shortest = shortest;
      this.withLength = withLength;
    }

    void add(int i, int j) {
      if (length > 0 && i == firstStart - 1 && j == secondStart - 1) {
        length++;
      } else {
        write();
        length = 1;
      }
      firstStart = i;
      secondStart = j;
    }

    private void write() {
      if (length == 0 || length < shortest) {
        return;
      }
      reply.array(withLength ? 3 : 2);
      range(firstStart);
      range(secondStart);
      if (withLength) {
        reply.integer(length);
      }
      written++;
    }

    private void range(int start) {
      reply.array(2);
      reply.integer(start);
      reply.integer(start + length - 1L);
    }

    int end() {
      write();
      return written;
    }
  }
}
