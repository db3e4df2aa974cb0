package glasshouse.engine.cache;

import glasshouse.engine.port.StoreLatches.Latch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls that share transactions. Each waits for the writer's place; whoever gets it does what all
 * of them want in one transaction, and the others find theirs done when their turn comes. bbolt
 * lets calls gather for ten milliseconds first; here they gather while the writer before them is at
 * work, so that a single call is no slower than an update.
 */
final class Batch {
  /** Calls in one transaction, as in bbolt. */
  private static final int MOST = 1000;

  private final Store store;

  /** Calls that wait, and settled ones that nobody has swept out yet; under {@link Latch#META}. */
  private final ArrayDeque<Call> queue = new ArrayDeque<>();

  Batch(Store store) {
    this.store = store;
  }

  private enum State {
    WAITING,
    DONE,
    /** The store could not commit it. */
    FAILED,
    /** It failed among others, and is to be tried without them. */
    ALONE
  }

  /** What one caller wants. The state changes, and is looked at, under {@link Latch#WRITER}. */
  private static final class Call {
    final Consumer<Tx> deed;
    State state = State.WAITING;
    @Nullable StoreFault fault;

    Call(Consumer<Tx> deed) {
      this.deed = deed;
    }

    void settle(@Nullable Throwable failure) {
      if (failure == null) {
        state = State.DONE;
      } else if (failure instanceof StoreFault its) {
        fault = its;
        state = State.FAILED;
      }
      // Anything else befell the thread that ran it: the call waits on, and runs itself.
    }
  }

  void run(Consumer<Tx> deed) {
    Call mine = new Call(deed);
    queued(() -> queue.add(mine));
    boolean settled = false;
    try {
      do {
        turn(mine);
      } while (mine.state == State.WAITING);
      settled = true;
    } finally {
      if (!settled) {
        queued(() -> queue.remove(mine));
      }
    }
    StoreFault fault = mine.fault;
    if (fault != null) {
      throw new StoreFault(fault.kind(), String.valueOf(fault.getMessage()), fault);
    }
    if (mine.state == State.ALONE) {
      store.update(deed);
    }
  }

  /** Waits for the writer's place; if nobody has settled the call by then, tries all that wait. */
  private void turn(Call mine) {
    Tx tx = store.begin(true);
    try {
      if (mine.state == State.WAITING) {
        List<Call> calls = waiting(mine);
        tx.manage(true);
        if (doAll(calls, tx)) {
          tx.finish(failure -> calls.forEach(call -> call.settle(failure)));
        }
      }
    } finally {
      if (tx.isOpen()) {
        tx.abandon();
      }
    }
  }

  /** Whether none failed; the one that did is on its own from now on. */
  private static boolean doAll(List<Call> calls, Tx tx) {
    for (Call call : calls) {
      try {
        call.deed.accept(tx);
      } catch (Throwable failure) {
        if (calls.size() == 1) {
          throw failure;
        }
        call.state = State.ALONE;
        return false;
      }
    }
    return true;
  }

  private List<Call> waiting(Call mine) {
    List<Call> calls = new ArrayList<>(List.of(mine));
    queued(
        () -> {
          queue.removeIf(call -> call == mine || call.state != State.WAITING);
          queue.stream().limit(MOST - 1).forEach(calls::add);
        });
    return calls;
  }

  private void queued(Runnable change) {
    Owner owner = new Owner("batch");
    store.latches().enter(Latch.META, false, owner);
    try {
      change.run();
    } finally {
      store.latches().leave(Latch.META, false, owner);
    }
  }
}
