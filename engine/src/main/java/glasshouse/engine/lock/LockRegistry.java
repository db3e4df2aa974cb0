package glasshouse.engine.lock;

import glasshouse.engine.port.Party;
import glasshouse.engine.view.ClaimView;
import glasshouse.engine.view.ClaimView.Fate;
import glasshouse.engine.view.DeadlockView;
import glasshouse.engine.view.LocksView;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every lock that is held and every wait, from the moment it begins. A wait that can never end is
 * named as it closes its circle.
 */
public final class LockRegistry {
  /** Of so many claims one has its stack kept, with {@link Stacks#SAMPLED}. */
  static final int SAMPLE = 32;

  private final Stacks stacks;
  private final Consumer<DeadlockView> alarm;
  private final Claims held = new Claims();
  private final Claims waiting = new Claims();
  private final Foreigners foreigners = new Foreigners();
  private long claimed;

  /** Who waits here for the end of a claim. */
  private int watchers;

  /**
   * An empty registry.
   *
   * @param stacks of which claims the stack is kept
   * @param alarm told of each circle, on the thread that closed it, before it waits
   */
  public LockRegistry(Stacks stacks, Consumer<DeadlockView> alarm) {
    this.stacks = stacks;
    this.alarm = alarm;
  }

  /** A claim of the calling thread that was got without a wait. */
  Holder got(Lock lock, boolean shared, Object owner) {
    synchronized (this) {
      Holder claim = claim(lock, shared, owner, false);
      claim.held = true;
      held.add(claim);
      return claim;
    }
  }

  /**
   * A claim of the calling thread that is not to be had now: the wait begins.
   *
   * @param timeoutMillis it will give up after that; 0 for never
   * @param file through which it tries; null for what is no file
   */
  Holder waits(
      Lock lock, boolean shared, Object owner, long timeoutMillis, @Nullable LockedFile file) {
    Holder claim;
    DeadlockView deadlock;
    synchronized (this) {
      claim = claim(lock, shared, owner, true);
      claim.timeoutMillis = timeoutMillis;
      claim.file = file;
      waiting.add(claim);
      deadlock = standing(new Observed()).closedBy(claim);
    }
    if (deadlock == null && lock.kind() == Lock.Kind.FILE) {
      Observed others = foreigners();
      synchronized (this) {
        deadlock = standing(others).closedBy(claim);
      }
    }
    if (deadlock != null) {
      alarm.accept(deadlock);
    }
    return claim;
  }

  private Holder claim(Lock lock, boolean shared, Object owner, boolean rare) {
    long number = ++claimed;
    boolean keep =
        switch (stacks) {
          case OFF -> false;
          case SAMPLED -> rare || lock.kind() == Lock.Kind.FILE || number % SAMPLE == 0;
          case ON -> true;
        };
    return new Holder(
        number, lock, shared, owner, Thread.currentThread(), keep ? new Throwable() : null);
  }

  private Standing standing(Observed others) {
    return new Standing(held.all(), waiting.all(), others);
  }

  /** Looks at other processes; not while the registry is locked, as that takes its time. */
  private Observed foreigners() {
    List<Holder> heldNow;
    List<Holder> waitingNow;
    synchronized (this) {
      heldNow = held.all();
      waitingNow = waiting.all();
    }
    return foreigners.among(heldNow, waitingNow);
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
      claim.held = true;
      held.add(claim);
      forgetInterrupt(claim);
      over();
    }
  }

  /** The wait was given up. */
  void gaveUp(Holder claim) {
    synchronized (this) {
      waiting.remove(claim);
      forgetInterrupt(claim);
      over();
    }
  }

  /** What a wait throws when its thread was interrupted. */
  WaitEnded ended(Holder claim) {
    synchronized (this) {
      if (claim.timedOut) {
        return WaitEnded.timedOut(
            "timeout: the wait of %s for the %s was ended by hand"
                .formatted(claim.owner, claim.lock));
      }
    }
    Thread.currentThread().interrupt();
    return WaitEnded.interrupted(
        "the wait of %s for the %s was interrupted".formatted(claim.owner, claim.lock));
  }

  /** The interrupt that ended a wait is no business of what comes after the wait. */
  private static void forgetInterrupt(Holder claim) {
    if (claim.timedOut) {
      Thread.interrupted();
    }
  }

  /** It is no longer held. */
  void released(Holder claim) {
    synchronized (this) {
      held.remove(claim);
      claim.held = false;
      over();
    }
  }

  private void over() {
    if (watchers > 0) {
      notifyAll();
    }
  }

  /**
   * Waits until a claim is over, or a wait has become a hold.
   *
   * @return false when it is not within that time
   */
  public boolean awaitEnd(long claim, long withinMillis) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMillis);
    synchronized (this) {
      boolean wasHeld = isOn(held, claim);
      watchers++;
      try {
        while (isOn(wasHeld ? held : waiting, claim)) {
          long rest = limit - System.nanoTime();
          if (rest <= 0) {
            return false;
          }
          TimeUnit.NANOSECONDS.timedWait(this, rest);
        }
        return true;
      } finally {
        watchers--;
      }
    }
  }

  private static boolean isOn(Claims claims, long id) {
    return claims.all().stream().anyMatch(claim -> claim.id == id);
  }

  /** In whose name a lock is held, if that can be ended from outside; null otherwise. */
  public @Nullable Party party(long claim) {
    synchronized (this) {
      for (Holder one : held.all()) {
        if (one.id == claim && one.owner instanceof Party party) {
          return party;
        }
      }
      return null;
    }
  }

  /**
   * Interrupts a thread that waits. A wait of a store ends with {@link WaitEnded}, and the thread
   * stays interrupted.
   *
   * @param wait its id
   * @return false when that wait is over
   */
  public boolean interrupt(long wait) {
    return end(wait, false);
  }

  /**
   * Ends a wait as if its time were over.
   *
   * @param wait its id
   * @return false when that wait is over
   */
  public boolean timeOut(long wait) {
    return end(wait, true);
  }

  private boolean end(long id, boolean timedOut) {
    synchronized (this) {
      for (Holder claim : waiting.all()) {
        if (claim.id == id) {
          claim.timedOut = timedOut;
          Objects.requireNonNull(claim.thread).interrupt();
          return true;
        }
      }
    }
    return false;
  }

  /** The threads that hold or wait for something now. */
  public Set<Thread> threads() {
    synchronized (this) {
      return Stream.concat(held.all().stream(), waiting.all().stream())
          .map(claim -> Objects.requireNonNull(claim.thread))
          .collect(Collectors.toSet());
    }
  }

  /** All that is held now, oldest first. */
  public List<ClaimView> held() {
    synchronized (this) {
      return held.all().stream().map(claim -> claim.view(Fate.OPEN)).toList();
    }
  }

  /** All waits of now, oldest first. */
  public List<ClaimView> waiting() {
    synchronized (this) {
      return standing(new Observed()).waits();
    }
  }

  /** The circles that are closed now, each once. */
  public List<DeadlockView> deadlocks() {
    Observed others = foreigners();
    synchronized (this) {
      return standing(others).deadlocks();
    }
  }

  /** What each thread has and waits for now. */
  public Claimed claimed() {
    synchronized (this) {
      return Claimed.of(held.all(), waiting.all());
    }
  }

  /**
   * The circles among all claims here and those that a dump of this JVM's threads tells of. The two
   * are of different moments, which may close a circle that never was: what the dump found at once
   * is believed only of threads that stood still here all the while.
   *
   * @param before what was claimed before the dump was begun
   */
  public Observed.Found with(Observed observed, Claimed before) {
    synchronized (this) {
      List<Holder> all = held.all();
      List<Holder> waits = waiting.all();
      Claimed now = Claimed.of(all, waits);
      for (Holder other : observed.waiting) {
        // How a wait of ours is made is no wait of its own.
        if (waits.stream().noneMatch(wait -> wait.threadId == other.threadId)) {
          waits.add(other);
        }
      }
      waits.removeIf(wait -> !now.isAsIn(before, wait.threadId));
      all.addAll(observed.held);
      return Observed.Found.in(all, waits);
    }
  }

  /** All of it at one moment. */
  public LocksView view() {
    Observed others = foreigners();
    Standing now;
    LocksView view;
    synchronized (this) {
      now = standing(others);
      view = now.view();
    }
    return new LocksView(
        view.held(),
        view.waiting(),
        view.links(),
        view.deadlocks(),
        view.graph(),
        LostLocks.among(now.held()),
        view.waiting().isEmpty() ? view.stock() : StockDetector.ask());
  }
}
