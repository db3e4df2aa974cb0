package glasshouse.ui.model;

import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.DigestView;
import glasshouse.engine.view.FrameView;
import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.ReplicationView;
import glasshouse.engine.view.ScriptView;
import glasshouse.engine.view.SlowScriptView;
import glasshouse.ui.model.Alarm.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a cluster: the same answer for the window, for the text and for tests.
 *
 * <p>Parts of a view come from several nodes and from slightly different moments, so nothing is
 * compared unless both sides stand at the same offset of the same history.
 */
public final class Alarms {
  private static final int NAME_LENGTH = 16;

  private final Topology topology;
  private final List<Alarm> found = new ArrayList<>();

  private Alarms(Topology topology) {
    this.topology = topology;
  }

  /** Everything that is wrong, the worst first, then in the order of nodes. */
  public static List<Alarm> of(ClusterView view) {
    return of(new Topology(view));
  }

  /** As {@link #of(ClusterView)}, for those who have the topology already. */
  public static List<Alarm> of(Topology topology) {
    Alarms alarms = new Alarms(topology);
    alarms.compareData();
    for (NodeView node : topology.view().nodes()) {
      alarms.lookAtNode(node);
      alarms.lookAtLink(node);
    }
    alarms.found.sort(Comparator.comparing(Alarm::kind));
    return List.copyOf(alarms.found);
  }

  private void compareData() {
    Map<String, NodeView> first = new LinkedHashMap<>();
    for (Topology.Member member : topology.members()) {
      NodeView node = member.node();
      DigestView digest = node.digest();
      if (digest.state() != DigestView.State.EXACT) {
        continue;
      }
      NodeView other = first.putIfAbsent(digest.replid() + digest.offset(), node);
      if (other != null && !other.digest().hex().equals(digest.hex())) {
        add(
            Kind.DATA_DIFFER,
            Place.node(node.name()),
            "same history and offset "
                + Format.count(digest.offset())
                + " as "
                + other.name()
                + ", digest "
                + Format.digest(digest)
                + " is not "
                + Format.digest(other.digest()));
      }
    }
  }

  private void lookAtNode(NodeView node) {
    Place place = Place.node(node.name());
    switch (node.run()) {
      case DEAD -> add(Kind.DEAD, place, "port " + node.port() + " does not answer");
      case FROZEN -> add(Kind.FROZEN, place, "port " + node.port() + " is open and silent");
      case STOPPED -> add(Kind.STOPPED, place, "ended in an orderly way");
      case LOADING -> add(Kind.LOADING, place, "reads its data set, commands get -LOADING");
      case BUSY -> add(Kind.BUSY, place, busy(node.slowScript()));
      case RUNNING -> {}
    }
    if (!node.replication().master()) {
      FrameView failed = lastFailed(node);
      if (failed != null) {
        add(
            Kind.APPLY_FAILED,
            place,
            "at offset "
                + Format.count(failed.offset())
                + " [db "
                + Format.db(failed.db())
                + "] "
                + Format.shorten(failed.text(), 40)
                + ": "
                + Format.shorten(failed.error(), 60));
      }
    }
  }

  private static String busy(@Nullable SlowScriptView script) {
    if (script == null) {
      return "stands in one command, nobody is answered before that ends";
    }
    String name =
        script.function()
            ? "function " + Format.shortenName(script.name(), NAME_LENGTH)
            : "script " + Format.id(script.name());
    return name
        + " has run for "
        + Format.span(script.millis())
        + ", commands get -BUSY; "
        + (script.wrote()
            ? "it has written: SHUTDOWN NOSAVE or a kill ends it, " + script.killer() + " cannot"
            : script.killer() + " ends it");
  }

  private void lookAtLink(NodeView node) {
    LinkView link = topology.link(node.name());
    if (link == null) {
      return;
    }
    NodeView master = topology.master(node.name());
    if (link.behind() < 0) {
      add(
          Kind.AHEAD,
          Place.node(node.name()),
          Format.count(-link.behind())
              + " bytes more than "
              + link.master()
              + " has put into the stream");
    }
    lookAtState(node, link, master);
    if (master != null) {
      compareDb(node, master);
      compareScripts(node, master);
      lookAtForecast(node, link, master);
    }
  }

  private void lookAtState(NodeView node, LinkView link, @Nullable NodeView master) {
    Place place = Place.link(node.name());
    ReplicationView replication = node.replication();
    if (link.cut()) {
      add(Kind.CUT, place, "link to " + link.master() + " is held cut");
    } else if (replication.syncPercent() >= 0) {
      add(Kind.SYNCING, place, "from " + link.master() + ", " + replication.syncPercent() + " %");
    } else if (!link.up() && node.run() == NodeView.Run.RUNNING) {
      String why =
          master != null && master.run() != NodeView.Run.RUNNING
              ? master.name() + " is " + Format.word(master.run())
              : "state " + replication.link();
      add(Kind.LINK_DOWN, place, "to " + link.master() + ", " + why);
    }
  }

  private void compareDb(NodeView replica, NodeView master) {
    int stream = Topology.db(master);
    int link = replica.replication().linkDb();
    if (stream >= 0 && link >= 0 && stream != link && sameMoment(replica, master)) {
      add(
          Kind.DB_DIFFERS,
          Place.node(replica.name()),
          "the next write of "
              + master.name()
              + " belongs to db "
              + stream
              + ", "
              + replica.name()
              + " would apply it in db "
              + link);
    }
  }

  private void compareScripts(NodeView replica, NodeView master) {
    if (replica.run() == NodeView.Run.DEAD || replica.run() == NodeView.Run.STOPPED) {
      return;
    }
    int missing = 0;
    String sha = "";
    for (ScriptView script : master.scripts()) {
      if (script.knownToReplicas() && !knows(replica, script.sha())) {
        missing++;
        sha = script.sha();
      }
    }
    if (missing > 0) {
      add(
          Kind.SCRIPT_MISSING,
          Place.node(replica.name()),
          master.name()
              + " believes it knows "
              + Format.id(sha)
              + (missing > 1 ? " and " + (missing - 1) + " more" : "")
              + ", it does not");
    }
  }

  private void lookAtForecast(NodeView replica, LinkView link, NodeView master) {
    if (link.up() || replica.replication().syncPercent() >= 0) {
      return;
    }
    if (Forecast.of(master, replica).state() == Forecast.State.TOO_LATE) {
      add(
          Kind.TOO_LATE,
          Place.link(replica.name()),
          "stands at "
              + Format.count(Topology.position(replica))
              + ", the backlog of "
              + master.name()
              + " begins at "
              + Format.count(master.backlog().first()));
    }
  }

  /** True when both stand at the same offset of the same history. */
  private static boolean sameMoment(NodeView replica, NodeView master) {
    return replica.replication().replid().equals(master.replication().replid())
        && Topology.position(replica) == Topology.position(master);
  }

  /** True when the node has the script in its cache. */
  public static boolean knows(NodeView node, String sha) {
    for (ScriptView script : node.scripts()) {
      if (script.sha().equals(sha)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable FrameView lastFailed(NodeView node) {
    for (int i = node.tape().size() - 1; i >= 0; i--) {
      if (!node.tape().get(i).error().isEmpty()) {
        return node.tape().get(i);
      }
    }
    return null;
  }

  private void add(Kind kind, Place place, String text) {
    found.add(new Alarm(kind, place, text));
  }
}
