package glasshouse.engine.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every lock that is held and every wait, from the moment it begins. A wait that can never end is
 * named as it closes its circle.
 */
public final class LockRegistry {
  /** Deepest stack that is kept. */
  private static final int FRAMES = 40;

  private final boolean stacks;
  private final Consumer<Deadlock> alarm;
  private final List<Holder> held = new ArrayList<>();
  private final List<Holder> waiting = new ArrayList<>();

  /**
   * An empty registry.
   *
   * @param stacks keep the stack of each claim: some microseconds each
   * @param alarm told of each circle, on the thread that closed it, before it waits
   */
  public LockRegistry(boolean stacks, Consumer<Deadlock> alarm) {
    this.stacks = stacks;
    this.alarm = alarm;
  }

  /** A claim of the calling thread, not yet in the registry. */
  Holder claim(Lock lock, boolean shared, Object owner) {
    Thread thread = Thread.currentThread();
    List<StackTraceElement> stack = List.of();
    if (stacks) {
      StackTraceElement[] all = thread.getStackTrace();
      stack =
          List.of(Arrays.copyOfRange(all, Math.min(2, all.length), Math.min(all.length, FRAMES)));
    }
    return new Holder(lock, shared, owner, thread, stack);
  }

  /** It was got without a wait. */
  void got(Holder claim) {
    synchronized (this) {
      held.add(claim);
    }
  }

  /** It is not to be had now: the wait begins. */
  void waits(Holder claim) {
    Deadlock deadlock;
    synchronized (this) {
      waiting.add(claim);
      deadlock = new WaitGraph(held, waiting).circleThrough(claim);
    }
    if (deadlock != null) {
      alarm.accept(deadlock);
    }
  }

  /** It was tried once more, in vain. */
  void triedAgain(Holder claim) {
    synchronized (this) {
      claim.tries++;
    }
  }

  /** The wait ended well. */
  void gotAfterWait(Holder claim) {
    synchronized (this) {
      waiting.remove(claim);
      claim.sinceNanos = System.nanoTime();
      held.add(claim);
    }
  }

  /** The wait was given up. */
  void gaveUp(Holder claim) {
    synchronized (this) {
      waiting.remove(claim);
    }
  }

  /** It is no longer held. */
  void released(Holder claim) {
    synchronized (this) {
      held.remove(claim);
    }
  }

  /** All that is held now, oldest first. */
  public List<Claim> held() {
    synchronized (this) {
      return held.stream().map(Holder::claim).toList();
    }
  }

  /** All waits of now, oldest first. */
  public List<Claim> waiting() {
    synchronized (this) {
      return waiting.stream().map(Holder::claim).toList();
    }
  }

  /** The circles that are closed now, each once. */
  public List<Deadlock> deadlocks() {
    synchronized (this) {
      List<Deadlock> found = new ArrayList<>();
      for (Holder wait : waiting) {
        @Nullable Deadlock circle = new WaitGraph(held, waiting).circleThrough(wait);
        if (circle != null && found.stream().noneMatch(circle::sameAs)) {
          found.add(circle);
        }
      }
      return found;
    }
  }
}
