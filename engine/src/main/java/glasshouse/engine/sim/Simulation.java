package glasshouse.engine.sim;

import glasshouse.engine.node.Input;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.view.EngineEvent;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several nodes, the links between them, and one clock that moves only in {@link #pass}. One queue,
 * ordered by time and then by sequence, holds all that is under way: what is sent arrives at the
 * same moment unless a link is slow, in the order it was sent.
 */
public final class Simulation {
  private static final int FIRST_PORT = 7001;
  private static final long LOOK_MILLIS = 100;

  /** Something is told of every input that a node has taken. */
  public interface Watcher {
    /** {@code node} has taken {@code input} and done what followed from it. */
    void stepped(SimNode node, Input input);
  }

  private record Event(long at, long sequence, SimNode node, int life, Input input) {}

  private final Map<String, SimNode> nodes = new LinkedHashMap<>();
  private final Queue<Event> queue =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::sequence));
  private Consumer<EngineEvent> events;
  private final RandomSource random;
  private Watcher watcher = (_, _) -> {};
  private int pieces = Integer.MAX_VALUE;
  private long sequence;
  private long now;

  /**
   * A simulation without nodes.
   *
   * @param seed decides all chance in it
   * @param start Unix milliseconds at which its clock begins
   * @param events gets the events of its nodes
   */
  public Simulation(long seed, long start, Consumer<EngineEvent> events) {
    random = new RandomSource(seed);
    now = start;
    this.events = events;
  }

  /**
   * Adds a node that does not run yet.
   *
   * @param name its name, new here
   * @param options redis.conf lines
   */
  public SimNode add(String name, String options) {
    if (nodes.containsKey(name)) {
      throw new IllegalArgumentException("there is a node " + name + " already");
    }
    SimNode node = new SimNode(this, name, FIRST_PORT + nodes.size(), options);
    nodes.put(name, node);
    return node;
  }

  /** The node of this name, or null. */
  public @Nullable SimNode get(String name) {
    return nodes.get(name);
  }

  /** All nodes, in the order they were added. */
  public List<SimNode> nodes() {
    return List.copyOf(nodes.values());
  }

  /** The running node that listens on {@code port}, or null. */
  @Nullable SimNode listening(int port) {
    for (SimNode node : nodes.values()) {
      if (node.port() == port && node.running()) {
        return node;
      }
    }
    return null;
  }

  /** From now on bytes arrive in pieces of at most {@code size}. */
  public void piecesOf(int size) {
    pieces = size;
  }

  int pieces() {
    return pieces;
  }

  /** From now on {@code to} is told of every input that a node has taken. */
  public void watch(Watcher to) {
    watcher = to;
  }

  void stepped(SimNode node, Input input) {
    watcher.stepped(node, input);
  }

  /** Unix milliseconds. */
  public long now() {
    return now;
  }

  RandomSource newRandom() {
    return random.fork();
  }

  /** From now on {@code other} gets the events of its nodes. */
  public void tell(Consumer<EngineEvent> other) {
    events = other;
  }

  void emit(EngineEvent event) {
    events.accept(event);
  }

  /** Lets an input come to a node now, after all that comes now. */
  void schedule(SimNode node, Input input) {
    schedule(node, input, now);
  }

  /** Lets an input come to a node at a time; it is lost when the node has ended by then. */
  void schedule(SimNode node, Input input, long at) {
    queue.add(new Event(at, sequence++, node, node.life(), input));
  }

  /** Delivers everything that is due, without letting time pass. */
  public void settle() {
    boolean more = true;
    while (more) {
      for (Event event = due(); event != null; event = due()) {
        if (event.life == event.node.life()) {
          event.node.take(event.input);
        }
      }
      more = false;
      for (SimNode node : nodes.values()) {
        if (node.nextDeadline() <= now) {
          node.take(new Input.TimerFired());
          more = true;
        }
      }
    }
  }

  private @Nullable Event due() {
    Event next = queue.peek();
    return next == null || next.at > now ? null : queue.remove();
  }

  /** Lets {@code milliseconds} pass, firing all timers on the way. */
  public void pass(long milliseconds) {
    long end = now + milliseconds;
    settle();
    while (true) {
      Event first = queue.peek();
      long next = first == null ? Long.MAX_VALUE : first.at;
      for (SimNode node : nodes.values()) {
        next = Math.min(next, node.nextDeadline());
      }
      if (next > end) {
        now = end;
        settle();
        return;
      }
      now = Math.max(now, next);
      settle();
    }
  }

  /**
   * Lets time pass until {@code condition} holds, looking ten times a second.
   *
   * @return false when it did not come about within {@code milliseconds}
   */
  public boolean until(BooleanSupplier condition, long milliseconds) {
    long end = now + milliseconds;
    while (!condition.getAsBoolean()) {
      if (now >= end) {
        return false;
      }
      pass(Math.min(LOOK_MILLIS, end - now));
    }
    return true;
  }
}
