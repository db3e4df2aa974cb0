package glasshouse.engine.command.set;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.RANDOM;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Counts;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * SPOP and SRANDMEMBER: with a count of its own kind each. Replicas are told what was picked, one
 * SREM per member, or DEL when nothing is left (t_set.c, spopWithCountCommand).
 */
final class RandomCommands {
  private static final byte[] SREM = Bytes.of("SREM");
  private static final byte[] DEL = Bytes.of("DEL");

  /** From this many times more picked than left on, the rest is moved to a new set. */
  private static final long MOVE_REST = 5;

  private RandomCommands() {}

  static final CommandSpec SPOP =
      CommandSpec.of("spop", -2)
          .flags(WRITE, FAST, RANDOM)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("set")
          .complexity("O(1), O(N) in the count")
          .summary("Take random members out of a set")
          .grammar("key [count@3.2.0]")
          .run(RandomCommands::spop);

  private static void spop(Call call) {
    Args args = call.args();
    if (args.count() > 3) {
      throw ErrorReply.syntax();
    }
    if (args.count() == 3) {
      popMany(call, Counts.positive(args, 2));
      return;
    }
    SetValue set = call.write(1, SetValue.class);
    if (set == null) {
      call.reply().nil();
      return;
    }
    byte[] picked = set.random(call.random());
    set.remove(picked);
    call.changed(1, NotifyClass.SET, "spop");
    call.replicateAs(SREM, args.bytes(1), picked);
    SetFamily.deleteIfEmpty(call, 1, set);
    call.reply().bulk(picked);
  }

  private static void popMany(Call call, long count) {
    SetValue set = call.write(1, SetValue.class);
    if (set == null || count == 0) {
      call.reply().set(0);
      return;
    }
    byte[] key = call.args().bytes(1);
    int size = set.size();
    call.reply().set(Math.min(count, size));
    if (count >= size) {
      set.forEach(call.reply()::bulk);
      call.changed(1, NotifyClass.SET, "spop");
      call.dirty(size - 1L);
      call.db().delete(key);
      call.notify(1, NotifyClass.GENERIC, "del");
      call.replicateAs(DEL, key);
      return;
    }
    call.changed(1, NotifyClass.SET, "spop");
    call.dirty(count - 1);
    for (byte[] gone : pick(call, set, (int) count)) {
      call.reply().bulk(gone);
      call.replicateAlso(SREM, key, gone);
    }
    call.replicateNothing();
  }

  private static List<byte[]> pick(Call call, SetValue set, int count) {
    List<byte[]> gone = new ArrayList<>(count);
    int rest = set.size() - count;
    if (rest * MOVE_REST > count) {
      for (int i = 0; i < count; i++) {
        byte[] member = set.random(call.random());
        set.remove(member);
        gone.add(member);
      }
      return gone;
    }
    SetValue kept = new SetValue(call.db().rules());
    for (int i = 0; i < rest; i++) {
      byte[] member = set.random(call.random());
      set.remove(member);
      kept.add(member);
    }
    set.forEach(gone::add);
    set.become(kept);
    return gone;
  }

  static final CommandSpec SRANDMEMBER =
      CommandSpec.of("srandmember", -2)
          .flags(READONLY, RANDOM)
          .keys(1, 1, 1)
          .since("1.0.0")
          .group("set")
          .complexity("O(1), O(N) in the absolute count")
          .summary("Read random members of a set; with a negative count, members may repeat")
          .grammar("key [count@2.6.0]")
          .run(RandomCommands::srandmember);

  private static void srandmember(Call call) {
    Args args = call.args();
    ReplyWriter reply = call.reply();
    if (args.count() > 3) {
      throw ErrorReply.syntax();
    }
    long count = args.count() == 3 ? Counts.signed(args, 2) : 1;
    SetValue set = call.read(1, SetValue.class);
    if (args.count() == 2) {
      if (set == null) {
        reply.nil();
      } else {
        reply.bulk(set.random(call.random()));
      }
    } else if (set == null || count == 0) {
      reply.array(0);
    } else if (count < 0) {
      repeat(call, set, -count);
    } else {
      distinct(call, set, (int) Math.min(count, set.size()));
    }
  }

  /** Few of many are drawn until they differ; otherwise each member is taken by lot in passing. */
  private static void distinct(Call call, SetValue set, int count) {
    ReplyWriter reply = call.reply();
    reply.array(count);
    if (count < set.size() / 3) {
      SetValue seen = new SetValue(call.db().rules());
      while (seen.size() < count) {
        byte[] member = set.random(call.random());
        if (seen.add(member)) {
          reply.bulk(member);
        }
      }
      return;
    }
    Lot lot = new Lot(set.size(), count);
    set.forEach(
        m -> {
          if (lot.takes(call.random())) {
            reply.bulk(m);
          }
        });
  }

  /** Decides member by member so that exactly the wanted number is taken, all equally likely. */
  private static final class Lot {
    private int left;
    private int wanted;

    Lot(int left, int wanted) {
      this.left = left;
      this.wanted = wanted;
    }

    boolean takes(RandomSource random) {
      boolean taken = random.nextInt(left--) < wanted;
      wanted -= taken ? 1 : 0;
      return taken;
    }
  }

  private static void repeat(Call call, SetValue set, long count) {
    ReplyWriter reply = call.reply();
    reply.array(count);
    for (long i = 0; i < count && Counts.goesOn(reply); i++) {
      reply.bulk(set.random(call.random()));
    }
  }
}
