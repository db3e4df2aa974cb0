package glasshouse.engine.sim;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Limits;
import glasshouse.engine.node.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The links of one simulated node, to other nodes and to clients. Within a link nothing is lost and
 * nothing overtakes; it can be cut, and it can be stalled: then what the other side sends waits on
 * the way.
 */
final class SimLinks {
  /** However small the pieces are, a large message comes in about so many at most. */
  private static final int MOST_PIECES = 100;

  /** The other end of a link, and what is on the way from here to there. */
  private static final class Wire {
    final SimNode node;
    final long link;
    long underWay;
    boolean full;

    Wire(SimNode node, long link) {
      this.node = node;
      this.link = link;
    }
  }

  private final Simulation simulation;
  private final SimNode node;
  private final Map<Long, Wire> wires = new TreeMap<>();
  private final Map<Long, ByteBuilder> clients = new TreeMap<>();
  private final Set<Long> open = new TreeSet<>();
  private final Map<Long, ByteBuilder> stalled = new TreeMap<>();
  private long next = 1;
  private final Set<Long> severed = new TreeSet<>();
  private long allowance = Long.MAX_VALUE;
  private long delay;
  private long lastArrival;
  private boolean cut;
  private boolean refusing;

  SimLinks(Simulation simulation, SimNode node) {
    this.simulation = simulation;
    this.node = node;
  }

  /** A new client; the number of its link. */
  long connect() {
    long link = next++;
    clients.put(link, new ByteBuilder(64));
    open.add(link);
    String peer = "127.0.0.1:" + (40_000 + link);
    simulation.schedule(node, new Input.LinkOpened(link, peer, "127.0.0.1:" + node.port()));
    return link;
  }

  /** A client is gone, with what it was not given yet. */
  void disconnect(long link) {
    clients.remove(link);
    open.remove(link);
  }

  /** True while a client's link is open. */
  boolean open(long link) {
    return open.contains(link);
  }

  /** What a client was sent and did not take yet, also when its link is closed; null for none. */
  @Nullable ByteBuilder client(long link) {
    return clients.get(link);
  }

  /** Opens a link of ours to whoever listens on {@code port}. */
  void open(long link, int port) {
    SimNode target = simulation.listening(port);
    if (target == null || cut || refusing) {
      simulation.schedule(node, new Input.LinkClosed(link, "Connection refused"));
      return;
    }
    SimLinks there = target.links();
    long other = there.next++;
    wires.put(link, new Wire(target, other));
    there.wires.put(other, new Wire(node, link));
    String mine = "127.0.0.1:" + (30_000 + other);
    String theirs = "127.0.0.1:" + port;
    there.comes(new Input.LinkOpened(other, mine, theirs));
    comes(new Input.LinkOpened(link, theirs, mine));
  }

  /** Something of another node comes to this one, behind all that came before. */
  private void comes(Input input) {
    lastArrival = Math.max(lastArrival, simulation.now() + delay);
    simulation.schedule(node, input, lastArrival);
  }

  /** What other nodes send takes {@code millis} to come here from now on. */
  void delay(long millis) {
    delay = millis;
  }

  /** True for bytes that were on the way when their link was cut. */
  boolean lost(Input input) {
    return input instanceof Input.BytesArrived(long link, byte[] _, int _, int _)
        && severed.contains(link);
  }

  /**
   * Sends bytes over a link of this node.
   *
   * @param report whether the node wants to be told when all is out
   */
  void send(long link, byte[] bytes, boolean report) {
    Wire wire = wires.get(link);
    ByteBuilder client = clients.get(link);
    if (wire != null) {
      wire.underWay += bytes.length;
      wire.node.links().arrive(wire.link, bytes);
      if (wire.underWay > Limits.LINK_ROOM) {
        wire.full = true;
        simulation.schedule(node, new Input.Unsent(link, wire.underWay - Limits.LINK_ROOM));
        return;
      }
    } else if (client != null) {
      client.put(bytes);
    }
    if (report) {
      simulation.schedule(node, new Input.Unsent(link, 0));
    }
  }

  /** This node has taken bytes that came over a link: the sender has room again. */
  void taken(long link, int count) {
    Wire back = wires.get(link);
    Wire there = back == null ? null : back.node.links().wires.get(back.link);
    if (back != null && there != null) {
      there.underWay -= count;
      if (there.full && there.underWay <= Limits.LINK_ROOM) {
        there.full = false;
        simulation.schedule(back.node, new Input.Unsent(back.link, 0));
      }
    }
  }

  private void arrive(long link, byte[] bytes) {
    int through = bytes.length;
    if (link < 0) {
      through = (int) Math.min(through, allowance);
      allowance -= allowance == Long.MAX_VALUE ? 0 : through;
    }
    int piece = Math.max(simulation.pieces(), through / MOST_PIECES);
    for (int at = 0; at < through; at += Math.min(piece, through - at)) {
      int count = Math.min(piece, through - at);
      comes(new Input.BytesArrived(link, bytes, at, count));
    }
    if (through < bytes.length) {
      stalled
          .computeIfAbsent(link, _ -> new ByteBuilder(64))
          .put(bytes, through, bytes.length - through);
    }
  }

  /**
   * Lets only {@code bytes} more come in from the master, by this link or the next; the rest waits.
   */
  void stall(long bytes) {
    allowance = bytes;
    flow();
  }

  /** Ends a stall: what waited arrives. */
  void release() {
    allowance = Long.MAX_VALUE;
    flow();
  }

  /** What waited goes on before what comes now, as far as it may. */
  private void flow() {
    Map<Long, ByteBuilder> waited = new TreeMap<>(stalled);
    stalled.clear();
    waited.forEach((link, bytes) -> arrive(link, bytes.toByteArray()));
  }

  /** Closes a link of this node; both sides are told. */
  void close(long link) {
    simulation.schedule(node, new Input.LinkClosed(link, ""));
    open.remove(link);
    unplug(link, "");
  }

  private void unplug(long link, String why) {
    Wire wire = forget(link);
    if (wire != null) {
      SimLinks there = wire.node.links();
      there.forget(wire.link);
      there.comes(new Input.LinkClosed(wire.link, why));
    }
  }

  /** Takes a link off this side; a stall ends with the link it is on. */
  private @Nullable Wire forget(long link) {
    stalled.remove(link);
    if (link < 0) {
      allowance = Long.MAX_VALUE;
    }
    return wires.remove(link);
  }

  /** Cuts the links this node opened and refuses new ones, until {@code false} is said. */
  void cut(boolean yes) {
    cut = yes;
    for (long link : List.copyOf(wires.keySet())) {
      if (yes && link < 0) {
        sever(link);
        unplug(link, "cut");
        simulation.schedule(node, new Input.LinkClosed(link, "cut"));
      }
    }
  }

  /** What is on the way over this link, in both directions, does not arrive. */
  private void sever(long link) {
    Wire wire = wires.get(link);
    severed.add(link);
    if (wire != null) {
      wire.node.links().severed.add(wire.link);
    }
  }

  boolean cut() {
    return cut;
  }

  /** While {@code yes}, the node cannot open links to others; those it has go on. */
  void refuse(boolean yes) {
    refusing = yes;
  }

  /** The node has ended: all its links are reset. */
  void ended() {
    new ArrayList<>(wires.keySet()).forEach(link -> unplug(link, "reset"));
    open.clear();
    stalled.clear();
    severed.clear();
  }
}
