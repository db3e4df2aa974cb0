package glasshouse.engine.command.list;

import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.keyspace.SliceVisitor;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/** An end of a list, with the words that go with it. */
enum End {
  LEFT("left", "lpush", "lpop", "LPOP"),
  RIGHT("right", "rpush", "rpop", "RPOP");

  /** Its name in lower case. */
  final String word;

  /** The event of a push at this end. */
  final String pushEvent;

  /** The event of a pop at this end. */
  final String popEvent;

  /** The command that replicas get for a pop at this end. */
  final String popCommand;

  End(String word, String pushEvent, String popEvent, String popCommand) {
    this.word = word;
    this.pushEvent = pushEvent;
    this.popEvent = popEvent;
    this.popCommand = popCommand;
  }

  /** The end that argument {@code i} names. */
  static End at(Args args, int i) {
    if (args.is(i, "LEFT")) {
      return LEFT;
    }
    if (args.is(i, "RIGHT")) {
      return RIGHT;
    }
    throw ErrorReply.syntax();
  }

  void push(ListValue list, byte[] buffer, int offset, int length) {
    if (this == LEFT) {
      list.pushHead(buffer, offset, length);
    } else {
      list.pushTail(buffer, offset, length);
    }
  }

  /** Visits {@code count} elements from this end on, then removes them. */
  void take(ListValue list, int count, SliceVisitor visitor) {
    int size = list.size();
    if (this == LEFT) {
      list.range(0, count, visitor);
      list.remove(0, count);
    } else {
      list.rangeDown(size - 1, count, visitor);
      list.remove(size - count, count);
    }
  }
}
