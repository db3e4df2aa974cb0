package glasshouse.engine.sim;

import glasshouse.engine.node.Input;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.view.EngineEvent;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several nodes, the links between them, and one clock that moves only in {@link #pass}. What is
 * sent arrives at the same moment, in the order it was sent, and after everything sent before it.
 */
public final class Simulation {
  private static final int FIRST_PORT = 7001;
  private static final long LOOK_MILLIS = 100;

  private record Event(SimNode node, Input input) {}

  private final Map<String, SimNode> nodes = new LinkedHashMap<>();
  private final Queue<Event> queue = new ArrayDeque<>();
  private final Consumer<EngineEvent> events;
  private final RandomSource random;
  private int pieces = Integer.MAX_VALUE;
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

  /** Unix milliseconds. */
  public long now() {
    return now;
  }

  RandomSource newRandom() {
    return random.fork();
  }

  void emit(EngineEvent event) {
    events.accept(event);
  }

  /** Lets an input come to a node after all that is under way. */
  void schedule(SimNode node, Input input) {
    queue.add(new Event(node, input));
  }

  /** Delivers everything that is under way, without letting time pass. */
  public void settle() {
    boolean more = true;
    while (more) {
      for (Event event = queue.poll(); event != null; event = queue.poll()) {
        event.node.take(event.input);
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

  /** Lets {@code milliseconds} pass, firing all timers on the way. */
  public void pass(long milliseconds) {
    long end = now + milliseconds;
    settle();
    while (true) {
      long next = Long.MAX_VALUE;
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
