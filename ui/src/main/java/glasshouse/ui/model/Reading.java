package glasshouse.ui.model;

import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.DigestView;
import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A figure of a node as it was read at some moment.
 *
 * @param node the node
 * @param name what was read
 * @param value what it was
 */
public record Reading(String node, String name, String value) {
  /**
   * A figure at two moments, or in two places.
   *
   * @param node the node
   * @param name what was read
   * @param was what it was, a dash when the node was not there
   * @param now what it is, a dash when the node is not there
   */
  public record Pair(String node, String name, String was, String now) {
    /** What a number has grown by, with its sign; empty for what is no number. */
    public String difference() {
      long before = number(was);
      long after = number(now);
      if (before < 0 || after < 0) {
        return "";
      }
      return (after < before ? "−" : "+") + Format.count(Math.abs(after - before));
    }

    private static long number(String text) {
      return text.matches("[0-9,]{1,20}") ? Long.parseLong(text.replace(",", "")) : -1;
    }
  }

  private static final String NOTHING = "-";

  /** All figures of a cluster. */
  public static List<Reading> of(ClusterView view) {
    List<Reading> all = new ArrayList<>();
    Topology topology = new Topology(view);
    for (NodeView node : view.nodes()) {
      String name = node.name();
      all.add(new Reading(name, "state", Format.word(node.run())));
      LinkView link = topology.link(name);
      String link1 = link == null ? "none" : link.cut() ? "cut" : node.replication().link();
      all.add(new Reading(name, "link", link1));
      all.add(new Reading(name, "offset", Format.count(Topology.position(node))));
      all.add(new Reading(name, "history", Format.id(node.replication().replid())));
      all.add(new Reading(name, "stream's db", Format.db(Topology.db(node))));
      all.add(new Reading(name, "keys", Format.count(Format.keys(node))));
      all.add(new Reading(name, "scripts", Format.count(node.scripts().size())));
      if (node.digest().state() != DigestView.State.PENDING) {
        all.add(new Reading(name, "digest", Format.digest(node.digest())));
      }
    }
    return all;
  }

  /** What is not the same in two views, in the order of the second. */
  public static List<Pair> different(ClusterView before, ClusterView after) {
    Map<String, Reading> old = new LinkedHashMap<>();
    for (Reading reading : of(before)) {
      old.put(reading.key(), reading);
    }
    List<Pair> pairs = new ArrayList<>();
    for (Reading now : of(after)) {
      Reading was = old.remove(now.key());
      if (was == null ? isNew(now, before) : !was.value.equals(now.value)) {
        pairs.add(new Pair(now.node, now.name, was == null ? NOTHING : was.value, now.value));
      }
    }
    for (Reading gone : old.values()) {
      if (isNew(gone, after)) {
        pairs.add(new Pair(gone.node, gone.name, gone.value, NOTHING));
      }
    }
    return pairs;
  }

  /** Whether its node is not there in a view at all; else the figure is only not known there. */
  private static boolean isNew(Reading reading, ClusterView view) {
    return view.nodes().stream().noneMatch(node -> node.name().equals(reading.node));
  }

  private String key() {
    return node + ' ' + name;
  }
}
