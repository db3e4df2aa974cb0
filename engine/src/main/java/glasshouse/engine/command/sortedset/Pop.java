package glasshouse.engine.command.sortedset;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Blocking;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.Counts;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.command.Timeout;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pop from the first of several keys that holds members.
 *
 * @param first argument number of the first key
 * @param keys number of keys
 * @param max true for the highest scores
 * @param count most members to take; null for BZPOPMIN and BZPOPMAX, which answer one without
 *     nesting
 */
record Pop(int first, int keys, boolean max, @Nullable Long count) {
  private static final byte[] ZPOPMIN = Bytes.of("ZPOPMIN");
  private static final byte[] ZPOPMAX = Bytes.of("ZPOPMAX");

  /** {@code numkeys key ... MIN|MAX [COUNT count]}, numkeys being argument {@code at}. */
  static Pop parse(Args args, int at) {
    long keys = Counts.atLeast(args, at, 1, "numkeys should be greater than 0");
    if (keys > args.count() - at - 2L) {
      throw ErrorReply.syntax();
    }
    int where = at + (int) keys + 1;
    boolean max = args.is(where, "MAX");
    if (!max && !args.is(where, "MIN")) {
      throw ErrorReply.syntax();
    }
    long count = 1;
    if (args.count() > where + 1) {
      if (args.count() < where + 3 || !args.is(where + 1, "COUNT")) {
        throw ErrorReply.syntax();
      }
      count = Counts.atLeast(args, where + 2, 1, "count should be greater than 0");
      if (args.count() > where + 3) {
        throw ErrorReply.syntax();
      }
    }
    return new Pop(at + 1, (int) keys, max, count);
  }

  /** Answers from the first key that holds members; false when none does. */
  boolean serve(Call call) {
    byte[] ready = call.readyKey();
    for (int i = first; i < first + keys; i++) {
      SortedSetValue set =
          ready != null && !call.args().same(i, ready) ? null : call.write(i, SortedSetValue.class);
      if (set != null) {
        answer(call, i, set);
        return true;
      }
    }
    return false;
  }

  /** {@link #serve}, or waits as long as argument {@code timeout} says. */
  void serveOrWait(Call call, int timeout) {
    long deadline = Timeout.deadline(call.args(), timeout, call.now());
    if (serve(call)) {
      return;
    }
    if (!call.mayBlock()) {
      call.reply().nilArray();
      return;
    }
    List<byte[]> names = new ArrayList<>(keys);
    for (int i = first; i < first + keys; i++) {
      names.add(call.args().bytes(i));
    }
    call.block(new Blocking(names, SortedSetValue.class, deadline, true));
  }

  private void answer(Call call, int i, SortedSetValue set) {
    byte[] key = call.args().bytes(i);
    byte[] name = max ? ZPOPMAX : ZPOPMIN;
    Long most = count;
    if (most == null) {
      call.replicateAs(name, key);
      call.reply().array(3);
      call.reply().bulk(key);
      take(call, i, set, max, 1, false);
      return;
    }
    int many = (int) Math.min(most, set.size());
    call.replicateAs(name, key, Numbers.decimal(many));
    call.reply().array(2);
    call.reply().bulk(key);
    call.reply().array(many);
    take(call, i, set, max, many, true);
  }

  /** Removes and answers {@code many} members, each as a pair or one after the other. */
  static void take(Call call, int i, SortedSetValue set, boolean max, int many, boolean asPairs) {
    for (int n = 0; n < many; n++) {
      SortedSetValue.Member member = set.at(max ? set.size() - 1 : 0);
      if (asPairs) {
        call.reply().array(2);
      }
      call.reply().bulk(member.key());
      Scores.reply(call.reply(), member.score());
      set.remove(member);
    }
    call.changed(i, NotifyClass.SORTED_SET, max ? "zpopmax" : "zpopmin");
    call.dirty(many - 1L);
    if (set.size() == 0) {
      call.db().delete(call.args().bytes(i));
      call.notify(i, NotifyClass.GENERIC, "del");
    }
  }
}
