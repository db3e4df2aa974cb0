package glasshouse.ui.model;

import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.ScriptView;
import glasshouse.engine.view.SlowScriptView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The script caches of all nodes, by script. */
public final class ScriptTable {
  /**
   * A script.
   *
   * @param sha SHA-1 of its source
   * @param source the text
   * @param on nodes that have it
   * @param believed masters that believe their replicas have it
   * @param missing replicas that are believed to have it and do not
   * @param holding nodes that it holds now: they run it beyond {@code busy-reply-threshold}
   */
  public record Entry(
      String sha,
      String source,
      List<String> on,
      List<String> believed,
      List<String> missing,
      List<String> holding) {
    private Entry(String sha, String source) {
      this(sha, source, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  private ScriptTable() {}

  /** All scripts of a cluster, in the order in which nodes tell them. */
  public static List<Entry> of(Topology topology) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeView node : topology.view().nodes()) {
      for (ScriptView script : node.scripts()) {
        Entry entry = entries.computeIfAbsent(script.sha(), sha -> new Entry(sha, script.source()));
        entry.on.add(node.name());
        SlowScriptView slow = node.slowScript();
        if (slow != null && slow.name().equals(script.sha())) {
          entry.holding.add(node.name());
        }
        if (script.knownToReplicas()) {
          entry.believed.add(node.name());
          addMissing(topology, node, entry);
        }
      }
    }
    return List.copyOf(entries.values());
  }

  private static void addMissing(Topology topology, NodeView master, Entry entry) {
    Topology.Member member = topology.member(master.name());
    if (member == null) {
      return;
    }
    for (Topology.Member replica : member.children()) {
      NodeView.Run run = replica.node().run();
      boolean gone = run == NodeView.Run.DEAD || run == NodeView.Run.STOPPED;
      if (!gone && !Alarms.knows(replica.node(), entry.sha)) {
        entry.missing.add(replica.node().name());
      }
    }
  }
}
