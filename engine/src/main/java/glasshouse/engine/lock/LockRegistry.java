package glasshouse.engine.lock;

import glasshouse.engine.port.Party;
import glasshouse.engine.view.ClaimView;
import glasshouse.engine.view.ClaimView.Fate;
import glasshouse.engine.view.DeadlockView;
import glasshouse.engine.view.LocksView;
import java.util.ArrayList;
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
      deadlock = circle(claim, new Observed());
    }
    if (deadlock == null && lock.kind() == Lock.Kind.FILE) {
      Observed others = foreigners();
      synchronized (this) {
        deadlock = circle(claim, others);
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

  private @Nullable DeadlockView circle(Holder wait, Observed others) {
    List<WaitGraph.Link> circle = graph(others).circleThrough(wait);
    return circle == null ? null : Deadlocks.closed(circle);
  }

  private WaitGraph graph(Observed others) {
    List<Holder> allHeld = held.all();
    allHeld.addAll(others.held);
    List<Holder> allWaiting = waiting.all();
    allWaiting.addAll(others.waiting);
    return new WaitGraph(allHeld, allWaiting);
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
      WaitGraph graph = graph(new Observed());
      return waiting.all().stream().map(wait -> wait.view(graph.fate(wait))).toList();
    }
  }

  /** The circles that are closed now, each once. */
  public List<DeadlockView> deadlocks() {
    Observed others = foreigners();
    synchronized (this) {
      return deadlocks(graph(others));
    }
  }

  /** The circles among all claims here and those that a dump of this JVM's threads tells of. */
  public Observed.Found with(Observed observed) {
    synchronized (this) {
      List<Holder> waits = waiting.all();
      for (Holder other : observed.waiting) {
        // How a wait of ours is made is no wait of its own.
        if (waits.stream().noneMatch(wait -> wait.threadId == other.threadId)) {
          waits.add(other);
        }
      }
      List<Holder> all = held.all();
      all.addAll(observed.held);
      return Observed.Found.in(all, waits);
    }
  }

  private List<DeadlockView> deadlocks(WaitGraph graph) {
    List<DeadlockView> found = new ArrayList<>();
    for (Holder wait : waiting.all()) {
      List<WaitGraph.Link> circle = graph.circleThrough(wait);
      if (circle != null) {
        DeadlockView deadlock = Deadlocks.closed(circle);
        if (found.stream().noneMatch(other -> other.threads().equals(deadlock.threads()))) {
          found.add(deadlock);
        }
      }
    }
    return found;
  }

  /** What would be a circle if a writing transaction had to map its file anew. */
  private List<DeadlockView> possible() {
    List<DeadlockView> found = new ArrayList<>();
    List<Holder> waits = waiting.all();
    for (Holder writer : held.all()) {
      boolean runs = waits.stream().noneMatch(wait -> wait.threadId == writer.threadId);
      if (writer.lock.kind() == Lock.Kind.WRITER && runs) {
        Lock map = new Lock(Lock.Kind.MAP, writer.lock.of(), writer.lock.key());
        Holder growth = writer.asking(map);
        List<Holder> then = new ArrayList<>(waits);
        then.add(growth);
        @Nullable List<WaitGraph.Link> circle =
            new WaitGraph(held.all(), then).circleThrough(growth);
        if (circle != null) {
          found.add(Deadlocks.possible(circle));
        }
      }
    }
    return found;
  }

  /** All of it at one moment. */
  public LocksView view() {
    List<Holder> locked;
    LocksView view;
    Observed others = foreigners();
    synchronized (this) {
      WaitGraph graph = graph(others);
      locked = held.all();
      List<Holder> waits = waiting.all();
      List<DeadlockView> deadlocks = new ArrayList<>(deadlocks(graph));
      deadlocks.addAll(possible());
      List<ClaimView> heldViews = locked.stream().map(claim -> claim.view(Fate.OPEN)).toList();
      List<ClaimView> waitViews = waits.stream().map(wait -> wait.view(graph.fate(wait))).toList();
      view =
          new LocksView(
              heldViews,
              waitViews,
              deadlocks,
              new GraphDrawing(graph, deadlocks).of(locked, waits, others),
              List.of(),
              StockDetector.nothingAsked());
    }
    return new LocksView(
        view.held(),
        view.waiting(),
        view.deadlocks(),
        view.graph(),
        LostLocks.among(locked),
        view.waiting().isEmpty() ? view.stock() : StockDetector.ask());
  }
}
