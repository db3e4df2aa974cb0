package glasshouse.engine.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Commands on few streams, decided by a seed: ids that rise, and ids of what was before. Left out
 * is what depends on the clock (ids by time, idle times).
 */
final class StreamCommands {
  private static final String[] TABLE = {
    "XADD X N V V",
    "XADD X N V V",
    "XADD X N V V",
    "XADD X N f V",
    "XADD X N f V V V",
    "XADD X J V V",
    "XADD X J* V V",
    "XADD X NOMKSTREAM N V V",
    "XADD X MAXLEN P N V V",
    "XADD X MAXLEN ~ P N V V",
    "XADD X MAXLEN ~ P LIMIT P N V V",
    "XADD X MINID = J N V V",
    "XADD X MINID ~ J LIMIT P N V V",
    "XLEN X",
    "XRANGE X - +",
    "XRANGE X J J COUNT P",
    "XRANGE X (J + COUNT 5",
    "XREVRANGE X + - COUNT 7",
    "XREVRANGE X (J J",
    "XREVRANGE X J -",
    "XDEL X J",
    "XDEL X J J J J",
    "XTRIM X MAXLEN P",
    "XTRIM X MAXLEN ~ P",
    "XTRIM X MINID J",
    "XTRIM X MINID ~ J LIMIT P",
    "XSETID X N",
    "XSETID X N ENTRIESADDED 500 MAXDELETEDID J",
    "XREAD COUNT 3 STREAMS X X J J",
    "XREAD STREAMS X X J $",
    "XGROUP CREATE X G J",
    "XGROUP CREATE X G $ MKSTREAM ENTRIESREAD P",
    "XGROUP CREATE X G 0 MKSTREAM",
    "XGROUP SETID X G J",
    "XGROUP SETID X G J ENTRIESREAD P",
    "XGROUP DESTROY X G",
    "XGROUP CREATECONSUMER X G C",
    "XGROUP DELCONSUMER X G C",
    "XREADGROUP GROUP G C COUNT 3 STREAMS X >",
    "XREADGROUP GROUP G C COUNT P STREAMS X >",
    "XREADGROUP GROUP G C STREAMS X >",
    "XREADGROUP GROUP G C NOACK COUNT 2 STREAMS X >",
    "XREADGROUP GROUP G C COUNT 5 STREAMS X X J >",
    "XREADGROUP GROUP G C STREAMS X 0",
    "XACK X G J J J",
    "XPENDING X G",
    "XPENDING X G IDLE 1000000 J + 5 C",
    "XCLAIM X G C 0 J J TIME 1000 RETRYCOUNT P JUSTID",
    "XCLAIM X G C 0 J J FORCE",
    "XCLAIM X G C 50000 J J J",
    "XCLAIM X G C 0 J LASTID J",
    "XAUTOCLAIM X G C 0 J COUNT 3 JUSTID",
    "XAUTOCLAIM X G C 50000 0 COUNT 2",
    "XINFO STREAM X",
    "XINFO STREAM X",
    "XINFO GROUPS X",
    "XINFO GROUPS X",
    "COPY X X REPLACE",
    "RENAME X X",
    "DEL X",
    "SET X V",
    "CONFIG SET stream-node-max-entries P",
  };

  private static final String[] VALUES = {
    "",
    "a",
    "field",
    "127",
    "128",
    "-4097",
    "32768",
    "8388608",
    "-2147483649",
    "9223372036854775807",
    "007",
    "some words",
    "x\u0000\u00ff",
    "long".repeat(20),
    "longer".repeat(800),
  };

  private final Random random;
  private int ms;

  StreamCommands(long seed) {
    random = new Random(seed);
  }

  List<String[]> next(int count) {
    List<String[]> commands = new ArrayList<>();
    commands.add("CONFIG SET stream-node-max-bytes 4096".split(" "));
    commands.add(("CONFIG SET stream-node-max-entries " + random.nextInt(9)).split(" "));
    while (commands.size() < count) {
      String[] words = TABLE[random.nextInt(TABLE.length)].split(" ");
      for (int i = 1; i < words.length; i++) {
        words[i] = word(words[i]);
      }
      commands.add(words);
    }
    commands.add(new String[] {"CONFIG", "SET", "stream-node-max-entries", "100"});
    return commands;
  }

  private String word(String kind) {
    return switch (kind) {
      case "X" -> "x" + random.nextInt(3);
      case "G" -> "g" + random.nextInt(3);
      case "C" -> "c" + random.nextInt(3);
      case "V" -> VALUES[Math.min(random.nextInt(VALUES.length), random.nextInt(VALUES.length))];
      case "P" -> Integer.toString(random.nextInt(12));
      case "N" -> {
        ms += random.nextInt(20) == 0 ? random.nextInt(1 << 20) : random.nextInt(3);
        yield ms + (random.nextInt(3) == 0 ? "-*" : "-" + random.nextInt(3));
      }
      case "J" -> before() + (random.nextBoolean() ? "" : "-" + random.nextInt(3));
      case "J*" -> before() + "-*";
      case "(J" -> "(" + before();
      default -> kind;
    };
  }

  private int before() {
    return Math.max(0, ms + 2 - random.nextInt(40));
  }
}
