package glasshouse.engine.command.list;

import static glasshouse.engine.command.CommandFlag.BLOCKING;
import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Blocking;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.command.Timeout;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.resp.Args;
import java.util.List;

/** Moving one element from a list to another, or to the other end of the same. */
final class MoveCommands {
  private MoveCommands() {}

  static final CommandSpec LMOVE =
      CommandSpec.of("lmove", 5)
          .flags(WRITE, DENYOOM)
          .keys(1, 2, 1)
          .since("6.2.0")
          .group("list")
          .complexity("O(1)")
          .summary("Move an element from an end of one list to an end of another")
          .grammar("source destination#1 wherefrom(LEFT|RIGHT) whereto(LEFT|RIGHT)")
          .run(call -> moveOrNil(call, End.at(call.args(), 3), End.at(call.args(), 4)));

  static final CommandSpec RPOPLPUSH =
      CommandSpec.of("rpoplpush", 3)
          .flags(WRITE, DENYOOM)
          .keys(1, 2, 1)
          .since("1.2.0")
          .group("list")
          .complexity("O(1)")
          .summary("Move the rightmost element of one list to the left end of another")
          .grammar("source destination#1")
          .run(call -> moveOrNil(call, End.RIGHT, End.LEFT));

  static final CommandSpec BLMOVE =
      CommandSpec.of("blmove", 6)
          .flags(WRITE, DENYOOM, NOSCRIPT, BLOCKING)
          .keys(1, 2, 1)
          .since("6.2.0")
          .group("list")
          .complexity("O(1)")
          .summary("Move an element from one list to another, waiting for one to come")
          .grammar("source destination#1 wherefrom(LEFT|RIGHT) whereto(LEFT|RIGHT) timeout")
          .run(MoveCommands::blmove);

  private static void blmove(Call call) {
    Args args = call.args();
    End from = End.at(args, 3);
    End to = End.at(args, 4);
    if (moveOrWait(call, from, to, Timeout.deadline(args, 5, call.now()))) {
      // A waiter's own words are not kept by Redis; it writes the ends in lower case then.
      boolean waited = call.readyKey() != null;
      byte[] fromWord = waited ? Bytes.of(from.word) : args.bytes(3);
      byte[] toWord = waited ? Bytes.of(to.word) : args.bytes(4);
      call.replicateAs(Bytes.of("LMOVE"), args.bytes(1), args.bytes(2), fromWord, toWord);
    }
  }

  static final CommandSpec BRPOPLPUSH =
      CommandSpec.of("brpoplpush", 4)
          .flags(WRITE, DENYOOM, NOSCRIPT, BLOCKING)
          .keys(1, 2, 1)
          .since("2.2.0")
          .group("list")
          .complexity("O(1)")
          .summary("Move the rightmost element to the left end of another list, waiting for one")
          .grammar("source destination#1 timeout")
          .run(MoveCommands::brpoplpush);

  private static void brpoplpush(Call call) {
    Args args = call.args();
    if (moveOrWait(call, End.RIGHT, End.LEFT, Timeout.deadline(args, 3, call.now()))) {
      call.replicateAs(Bytes.of("RPOPLPUSH"), args.bytes(1), args.bytes(2));
    }
  }

  private static void moveOrNil(Call call, End from, End to) {
    if (!move(call, from, to)) {
      call.reply().nil();
    }
  }

  /** True when an element was moved; otherwise the client waits or has got its empty answer. */
  private static boolean moveOrWait(Call call, End from, End to, long deadline) {
    if (move(call, from, to)) {
      return true;
    }
    if (call.mayBlock()) {
      List<byte[]> keys = List.of(call.args().bytes(1));
      call.block(new Blocking(keys, ListValue.class, deadline, true));
    } else {
      call.reply().nil();
    }
    return false;
  }

  /** Moves and answers an element; false when there is no source. Types are checked first. */
  private static boolean move(Call call, End from, End to) {
    ListValue source = call.write(1, ListValue.class);
    if (source == null) {
      return false;
    }
    ListValue target = call.write(2, ListValue.class);
    byte[] moved = from == End.LEFT ? source.popHead() : source.popTail();
    if (target == null) {
      target = new ListValue();
      call.set(2, target);
    }
    to.push(target, moved, 0, moved.length);
    call.changed(2, NotifyClass.LIST, to.pushEvent);
    call.reply().bulk(moved);
    PopCommands.popped(call, 1, source, from, 0);
    return true;
  }
}
