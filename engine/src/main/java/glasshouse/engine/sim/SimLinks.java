package glasshouse.engine.sim;

import glasshouse.engine.base.ByteBuilder;
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
  /** The other end of a link. */
  private record Wire(SimNode node, long link) {}

  private final Simulation simulation;
  private final SimNode node;
  private final Map<Long, Wire> wires = new TreeMap<>();
  private final Map<Long, ByteBuilder> clients = new TreeMap<>();
  private final Set<Long> open = new TreeSet<>();
  private final Map<Long, ByteBuilder> stalled = new TreeMap<>();
  private long next = 1;
  private long allowance = Long.MAX_VALUE;
  private boolean cut;

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
    if (target == null || cut) {
      simulation.schedule(node, new Input.LinkClosed(link, "Connection refused"));
      return;
    }
    SimLinks there = target.links();
    long other = there.next++;
    wires.put(link, new Wire(target, other));
    there.wires.put(other, new Wire(node, link));
    String mine = "127.0.0.1:" + (30_000 + other);
    String theirs = "127.0.0.1:" + port;
    simulation.schedule(target, new Input.LinkOpened(other, mine, theirs));
    simulation.schedule(node, new Input.LinkOpened(link, theirs, mine));
  }

  /** Sends bytes over a link of this node. */
  void send(long link, byte[] bytes) {
    Wire wire = wires.get(link);
    ByteBuilder client = clients.get(link);
    if (wire != null) {
      wire.node.links().arrive(wire.link, bytes);
    } else if (client != null) {
      client.put(bytes);
    }
  }

  private void arrive(long link, byte[] bytes) {
    int through = bytes.length;
    if (link < 0) {
      through = (int) Math.min(through, allowance);
      allowance -= allowance == Long.MAX_VALUE ? 0 : through;
    }
    int piece = simulation.pieces();
    for (int at = 0; at < through; at += Math.min(piece, through - at)) {
      int count = Math.min(piece, through - at);
      simulation.schedule(node, new Input.BytesArrived(link, bytes, at, count));
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
  }

  /** Ends a stall: what waited arrives. */
  void release() {
    allowance = Long.MAX_VALUE;
    stalled.forEach((link, bytes) -> arrive(link, bytes.toByteArray()));
    stalled.clear();
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
      wire.node.links().forget(wire.link);
      simulation.schedule(wire.node, new Input.LinkClosed(wire.link, why));
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
        unplug(link, "cut");
        simulation.schedule(node, new Input.LinkClosed(link, "cut"));
      }
    }
  }

  boolean cut() {
    return cut;
  }

  /** The node has ended: all its links are reset. */
  void ended() {
    new ArrayList<>(wires.keySet()).forEach(link -> unplug(link, "reset"));
    open.clear();
    stalled.clear();
  }
}
