package glasshouse.ui.draw;

import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import glasshouse.ui.model.Forecast;
import glasshouse.ui.model.Format;
import glasshouse.ui.model.Topology;
import java.util.ArrayList;
import java.util.List;

/**
 * A node's backlog and where its replicas stand in it.
 *
 * @param node the node whose backlog it is
 * @param lanes its replicas
 */
public record BacklogScene(NodeView node, List<Lane> lanes) {
  /**
   * A replica.
   *
   * @param name its name
   * @param position the last byte it holds
   * @param read the last byte it received, -1 when unknown
   * @param up true while its link is up
   * @param behind bytes it lacks, negative when it is ahead
   * @param known whether that can be told; else it was last seen at {@code position}
   * @param forecast what it could expect were its link down
   */
  public record Lane(
      String name,
      long position,
      long read,
      boolean up,
      long behind,
      boolean known,
      Forecast forecast) {
    /** How it stands, in words. */
    public String words() {
      String now = Format.count(Math.abs(behind)) + " B behind";
      if (behind < 0) {
        now = Format.count(-behind) + " B ahead";
      } else if (!known) {
        now = "last seen here";
      }
      return switch (forecast.state()) {
        case NO_BACKLOG -> "no backlog: full resync";
        case OTHER_HISTORY -> behind < 0 ? now : "other history: full resync";
        case TOO_LATE -> "too late: full resync";
        case PARTIAL -> {
          if (forecast.seconds() < 0) {
            yield now;
          }
          String left = Format.seconds(forecast.seconds());
          yield up ? now + ", " + left + " if cut" : "full resync in " + left + ", " + now;
        }
      };
    }

    /** How that is to be said. */
    Ink ink() {
      if (behind < 0 || forecast.state() != Forecast.State.PARTIAL) {
        return Ink.ALARM;
      }
      return up ? Ink.MUTED : Ink.CAUTION;
    }
  }

  /**
   * The scene of a node of a cluster. While a link is up, a replica stands where its master and
   * what it is behind put it: its own offset may come from a later moment than the master's.
   */
  public static BacklogScene of(Topology topology, NodeView node) {
    List<Lane> lanes = new ArrayList<>();
    Topology.Member member = topology.member(node.name());
    if (member != null) {
      for (Topology.Member child : member.children()) {
        NodeView replica = child.node();
        LinkView link = child.link();
        boolean up = link != null && link.up() && !link.cut();
        long behind = link == null ? 0 : link.behind();
        long position = up ? node.replication().offset() - behind : Topology.position(replica);
        lanes.add(
            new Lane(
                replica.name(),
                position,
                replica.replication().read(),
                up,
                behind,
                link != null && link.known(),
                Forecast.of(node, replica, position)));
      }
    }
    return new BacklogScene(node, List.copyOf(lanes));
  }

  /** Number of the last byte of the window. */
  public long last() {
    return node.backlog().first() + node.backlog().length() - 1;
  }

  /** The window in words. */
  public String words() {
    if (!node.backlog().active()) {
      return "no backlog: no replica has asked for one yet";
    }
    String used =
        Format.bytes(node.backlog().length()) + " of " + Format.bytes(node.backlog().size());
    long rate = node.load().streamBytesPerSecond();
    return rate > 0
        ? used
            + " · "
            + Format.seconds(node.backlog().size() / rate)
            + " of writes at "
            + Format.rate(rate)
        : used;
  }

  /** Everything in words: for readers and tests. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("backlog of " + node.name() + ": " + words());
    if (node.backlog().active()) {
      lines.add("first " + Format.count(node.backlog().first()) + ", last " + Format.count(last()));
    }
    long branch = node.replication().secondOffset();
    if (branch >= 0) {
      lines.add(
          "branch at "
              + Format.count(branch)
              + " from "
              + Format.id(node.replication().replid2())
              + " to "
              + Format.id(node.replication().replid()));
    }
    for (Lane lane : lanes) {
      lines.add(lane.name() + " at " + Format.count(lane.position()) + ": " + lane.words());
    }
    return lines;
  }
}
