package glasshouse.engine.node;

import glasshouse.engine.command.Call;
import glasshouse.engine.resp.Args;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Clients in WAIT: each waits until enough replicas have acknowledged the offset behind its last
 * command. The replicas are asked (REPLCONF GETACK) once, when the step ends.
 */
final class Acknowledgements {
  private record Waiter(Connection connection, long offset, long replicas, long deadline) {}

  private static final Args GETACK = Args.of("REPLCONF", "GETACK", "*");

  private final Core core;
  private final Feed feed;
  private final MasterSide masterSide;
  private final List<Waiter> waiters = new ArrayList<>();
  private boolean ask;

  Acknowledgements(Core core, Feed feed, MasterSide masterSide) {
    this.core = core;
    this.feed = feed;
    this.masterSide = masterSide;
  }

  /** WAIT, with {@code timeout} in milliseconds, 0 for ever. */
  void await(Call call, long replicas, long timeout) {
    long offset = call.client().writeOffset();
    long now = count(offset);
    Connection connection = core.connectionOf(call.client());
    if (now >= replicas || !call.mayBlock() || connection == null) {
      call.reply().integer(now);
      return;
    }
    long deadline = timeout == 0 ? Long.MAX_VALUE : call.now() + timeout;
    waiters.add(new Waiter(connection, offset, replicas, deadline));
    connection.waiting = true;
    ask = true;
  }

  private long count(long offset) {
    long good = 0;
    for (ReplicaSession session : masterSide.sessions()) {
      if (session.state == ReplicaSession.State.ONLINE && session.acknowledged >= offset) {
        good++;
      }
    }
    return good;
  }

  /** Asks all replicas how far they are when somebody began to wait in this step. */
  void askReplicas() {
    if (ask) {
      ask = false;
      feed.control(GETACK);
    }
  }

  /** Asks all replicas now, for a shutdown. */
  void ask() {
    ask = true;
  }

  /** Answers those whose wait is over. */
  void serve() {
    if (waiters.isEmpty()) {
      return;
    }
    for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
      Waiter waiter = all.next();
      long good = count(waiter.offset);
      if (good >= waiter.replicas || core.now >= waiter.deadline) {
        all.remove();
        answer(waiter, good);
      }
    }
  }

  private void answer(Waiter waiter, long good) {
    Connection connection = waiter.connection;
    connection.waiting = false;
    connection.answer(reply -> reply.integer(good));
    core.touch(connection);
    core.resumed.add(connection);
  }

  /**
   * Ends the wait of a client at once with the present count (CLIENT UNBLOCK, end of master role).
   */
  void release(Connection connection) {
    for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
      Waiter waiter = all.next();
      if (waiter.connection == connection) {
        all.remove();
        answer(waiter, count(waiter.offset));
      }
    }
  }

  /** The connection is gone. */
  void gone(Connection connection) {
    waiters.removeIf(w -> w.connection == connection);
  }

  /** Unix milliseconds of the next deadline, or {@code Long.MAX_VALUE}. */
  long nextDeadline() {
    long next = Long.MAX_VALUE;
    for (Waiter waiter : waiters) {
      next = Math.min(next, waiter.deadline);
    }
    return next;
  }
}
