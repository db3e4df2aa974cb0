package glasshouse.engine.fuzz;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.fuzz.check.Probe;
import glasshouse.engine.fuzz.check.Watched;
import glasshouse.engine.fuzz.check.World;
import glasshouse.engine.fuzz.plan.Act;
import glasshouse.engine.resp.Args;
import glasshouse.engine.sim.SimNode;
import glasshouse.engine.view.ReplicationView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Clients that write a key and WAIT. When a node that had the write as WAIT came back is promoted,
 * it must still have the key; a failover to another node may lose it (WAIT is no consensus).
 */
final class Waits {
  static final String SENTENCE =
      "An acknowledged WAIT survives failover to a node that acknowledged";

  /** A client that waits, and where the stream stood behind its write. */
  private record Pending(
      Act.WriteAndWait act, Watched node, long link, String replid, long offset, String flushes) {}

  /** A node that has an acknowledged write in this life of its, and how often it was emptied. */
  private record Claim(
      Act.WriteAndWait act, Watched node, int life, String replid, String flushes) {}

  private final World world;
  private final List<Pending> pending = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();
  private final List<Watched> promoted = new ArrayList<>();

  Waits(World world) {
    this.world = world;
  }

  void send(Act.WriteAndWait act, Watched master) {
    SimNode sim = master.sim();
    if (!sim.running() || sim.frozen()) {
      return;
    }
    long link = sim.connect();
    ByteBuilder write = new ByteBuilder(64);
    Args.of("SELECT", Integer.toString(act.db())).encode(write);
    Args.of("SET", act.key(), "1").encode(write);
    sim.send(link, write.toByteArray());
    ReplicationView now = master.now();
    if (now == null || !sim.received(link).toString().equals("+OK\r\n+OK\r\n")) {
      return;
    }
    sim.received(link).clear();
    pending.add(new Pending(act, master, link, now.replid(), now.offset(), flushes(master)));
    ByteBuilder wait = new ByteBuilder(64);
    Args.of("WAIT", Integer.toString(act.replicas()), Long.toString(act.timeout())).encode(wait);
    sim.send(link, wait.toByteArray());
  }

  /** After an event of a node. */
  void stepped(Watched node) {
    ReplicationView before = node.before();
    if (before != null && !before.master() && node.master()) {
      promoted.add(node);
    }
    ReplicationView now = node.now();
    if (now != null && (now.link().equals("sync") || dumpInOnePiece(before, now))) {
      claims.removeIf(claim -> claim.node == node);
    }
  }

  /**
   * A small dump may come in one event with the answer to PSYNC. So may a rest of the stream, which
   * looks the same from here: then a claim too many is given up.
   */
  private static boolean dumpInOnePiece(@Nullable ReplicationView before, ReplicationView now) {
    return before != null
        && before.link().equals("handshake")
        && now.link().equals("connected")
        && before.offset() != now.offset();
  }

  /** Takes replies, then looks into nodes that were promoted; what was lost, or null. */
  @Nullable String look() {
    pending.removeIf(this::answered);
    String lost = null;
    for (Watched node : promoted) {
      String missing = missing(node);
      lost = lost == null ? missing : lost;
    }
    promoted.clear();
    return lost;
  }

  private boolean answered(Pending waiting) {
    SimNode sim = waiting.node.sim();
    String reply = sim.received(waiting.link).toString();
    boolean counted = reply.startsWith(":") && !reply.equals(":0\r\n");
    if (counted && waiting.flushes.equals(flushes(waiting.node))) {
      for (Watched node : world.nodes()) {
        ReplicationView now = node.now();
        if (now != null
            && node != waiting.node
            && now.replid().equals(waiting.replid)
            && now.applied() >= waiting.offset) {
          claims.add(
              new Claim(waiting.act, node, node.sim().life(), waiting.replid, flushes(node)));
        }
      }
    }
    return !reply.isEmpty() || !sim.connected(waiting.link);
  }

  private @Nullable String missing(Watched node) {
    ReplicationView now = node.now();
    if (now == null || !now.master() || node.sim().frozen()) {
      return null;
    }
    for (Claim claim : List.copyOf(claims)) {
      boolean holds =
          claim.node == node
              && claim.life == node.sim().life()
              && claim.replid.equals(now.replid2())
              && claim.flushes.equals(flushes(node));
      if (holds && !has(node, claim.act.key())) {
        return node.name() + " had " + claim.act.key() + " when WAIT came back, and has it not now";
      }
    }
    return null;
  }

  /** How often the node has emptied databases in this life. */
  private static String flushes(Watched node) {
    return Probe.text(node, 0, "INFO", "commandstats")
        .replaceAll("(?s).*?(?:cmdstat_flush(all|db):calls=(\\d+)|\\z)", "$1$2 ");
  }

  /**
   * True unless the node says of all databases, as SWAPDB carries keys about, that they have it
   * not.
   */
  private static boolean has(Watched node, String key) {
    for (int db = 0; db < Probe.DATABASES; db++) {
      if (!Probe.text(node, db, "EXISTS", key).equals("(integer) 0")) {
        return true;
      }
    }
    return false;
  }
}
