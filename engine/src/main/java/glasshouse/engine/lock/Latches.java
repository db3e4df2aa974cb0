package glasshouse.engine.lock;

import glasshouse.engine.port.StoreLatches;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The latches of one store for real threads. Nobody may enter twice, and one who wants a latch
 * alone goes before those who came later to share it: what bbolt's locks do, and what makes its
 * hangs.
 */
public final class Latches implements StoreLatches {
  private final LockRegistry registry;
  private final Map<Latch, Door> doors = new EnumMap<>(Latch.class);

  /**
   * The latches of a store.
   *
   * @param registry is told of every entry and wait
   * @param store the store's name
   */
  public Latches(LockRegistry registry, String store) {
    this.registry = registry;
    String key = Lock.newKey();
    for (Latch latch : Latch.values()) {
      doors.put(latch, new Door(new Lock(kind(latch), store, key)));
    }
  }

  private static Lock.Kind kind(Latch latch) {
    return switch (latch) {
      case WRITER -> Lock.Kind.WRITER;
      case META -> Lock.Kind.META;
      case MAP -> Lock.Kind.MAP;
    };
  }

  private Door door(Latch latch) {
    Door door = doors.get(latch);
    if (door == null) {
      throw new IllegalArgumentException("no latch " + latch);
    }
    return door;
  }

  @Override
  public void enter(Latch latch, boolean shared, Object owner) {
    door(latch).enter(shared, owner);
  }

  @Override
  public void leave(Latch latch, boolean shared, Object owner) {
    door(latch).leave(owner);
  }

  /** One latch: who is in, and who stands in line. */
  private final class Door {
    private final Lock lock;
    private final ReentrantLock mutex = new ReentrantLock();
    private final Condition changed = mutex.newCondition();
    private final List<Holder> inside = new ArrayList<>();
    private final ArrayDeque<Holder> line = new ArrayDeque<>();

    Door(Lock lock) {
      this.lock = lock;
    }

    void enter(boolean shared, Object owner) {
      mutex.lock();
      try {
        if (line.isEmpty() && free(shared)) {
          inside.add(registry.got(lock, shared, owner));
        } else {
          stand(registry.waits(lock, shared, owner, 0, null));
        }
      } finally {
        mutex.unlock();
      }
    }

    private void stand(Holder claim) {
      line.addLast(claim);
      try {
        while (!(line.peekFirst() == claim && free(claim.shared))) {
          changed.await();
        }
        inside.add(claim);
        registry.gotAfterWait(claim);
      } catch (InterruptedException _) {
        registry.gaveUp(claim);
        throw registry.ended(claim);
      } finally {
        line.remove(claim);
        // Who comes next may be able to share.
        changed.signalAll();
      }
    }

    private boolean free(boolean shared) {
      return inside.isEmpty() || (shared && inside.getFirst().shared);
    }

    void leave(Object owner) {
      mutex.lock();
      try {
        for (int i = 0; i < inside.size(); i++) {
          if (inside.get(i).owner == owner) {
            registry.released(inside.remove(i));
            changed.signalAll();
            return;
          }
        }
      } finally {
        mutex.unlock();
      }
      throw new IllegalStateException(owner + " is not in the " + lock);
    }
  }
}
