package glasshouse.ui.panel;

import glasshouse.engine.view.BacklogView;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.ReplicaView;
import glasshouse.engine.view.ReplicationView;
import glasshouse.ui.control.Rows;
import glasshouse.ui.control.Rows.Column;
import glasshouse.ui.control.Rows.Tone;
import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.model.Format;
import glasshouse.ui.model.Place;
import glasshouse.ui.model.Topology;
import java.util.List;
import javafx.scene.Node;

/** Everything the selected node tells of itself. */
final class InspectorPanel implements Panel {
  private final ClusterModel model;
  private final Rows rows = new Rows(List.of(Column.words("", 66), new Column("", 0, false, true)));

  InspectorPanel(Desk desk) {
    this.model = desk.model();
  }

  @Override
  public Node content() {
    return rows.node();
  }

  @Override
  public String about() {
    Topology.Member member = model.subject();
    return member == null ? "" : member.node().name();
  }

  @Override
  public void refresh() {
    Topology.Member member = model.subject();
    rows.begin();
    if (member == null) {
      rows.row(Tone.FAINT, "No node to inspect.");
    } else {
      NodeView node = member.node();
      tellReplication(member, node.replication());
      tellBacklog(node);
      tellReplicas(node);
      tellData(node);
      tellLoad(node);
    }
    rows.end();
  }

  @Override
  public String twin() {
    return rows.text();
  }

  private void tellReplication(Topology.Member member, ReplicationView state) {
    NodeView node = member.node();
    rows.row(Tone.HEADING, "Replication");
    pair("role", state.master() ? "master" : "replica of " + master(member));
    pair("state", Format.word(node.run()));
    pair("port", node.port() + "  era " + node.era());
    if (!state.master()) {
      tellLink(member, state);
    }
    pair("replid", state.replid());
    String before = Format.id(state.replid2());
    pair("replid2", before.equals("-") ? "-" : state.replid2());
    if (state.secondOffset() >= 0) {
      pair("branch", Format.count(state.secondOffset()));
    }
    pair("offset", Format.count(state.offset()));
    if (!state.master()) {
      pair("applied", state.applied() < 0 ? "-" : Format.count(state.applied()));
      pair("read", state.read() < 0 ? "-" : Format.count(state.read()));
      pair("link db", Format.db(state.linkDb()));
    }
    pair("stream db", state.streamDb() < 0 ? "- next write selects" : "" + state.streamDb());
    if (!state.failover().isEmpty() && !state.failover().equals("no-failover")) {
      rows.row(Tone.CAREFUL, "failover", state.failover());
    }
  }

  private void tellLink(Topology.Member member, ReplicationView state) {
    boolean cut = member.link() != null && member.link().cut();
    long since = state.linkDownSince();
    // What it is, then for how long, then at what: a narrow panel cuts off the end.
    String down =
        since > 0 ? "down " + Format.span(model.topology().get().view().at() - since) + ", " : "";
    String sync = state.syncPercent() >= 0 ? "transfer " + state.syncPercent() + " %, " : "";
    boolean connected = state.link().equals("connected");
    rows.row(
        connected ? Tone.PLAIN : Tone.CAREFUL,
        "link",
        (cut ? "held cut, " : "") + sync + down + state.link());
  }

  private void tellBacklog(NodeView node) {
    BacklogView backlog = node.backlog();
    rows.row(Tone.HEADING, "Backlog");
    if (!backlog.active()) {
      pair("window", "none: no replica asked yet");
      return;
    }
    pair(
        "window",
        backlog.length() == 0
            ? "empty, next is " + Format.count(backlog.first())
            : Format.count(backlog.first())
                + " – "
                + Format.count(backlog.first() + backlog.length() - 1));
    pair("length", Format.count(backlog.length()) + " of " + Format.bytes(backlog.size()));
  }

  private void tellReplicas(NodeView node) {
    if (node.replicas().isEmpty()) {
      return;
    }
    rows.row(Tone.HEADING, "Replicas as it sees them");
    for (ReplicaView seen : node.replicas()) {
      String name = name(seen);
      long age =
          seen.acknowledgedAt() == 0
              ? -1
              : Math.max(0, model.topology().get().view().at() - seen.acknowledgedAt());
      rows.row(
          seen.state().equals("online") ? Tone.PLAIN : Tone.CAREFUL,
          () -> model.select(Place.node(name)),
          name,
          (seen.state().equals("online") ? "" : seen.state() + "  ")
              + "ack "
              + Format.count(seen.acknowledged())
              + "  "
              + Format.span(age)
              + (seen.queued() > 0 ? "  +" + Format.bytes(seen.queued()) : ""));
    }
  }

  private void tellData(NodeView node) {
    rows.row(Tone.HEADING, "Data");
    if (node.databases().isEmpty()) {
      pair("keys", "none");
    }
    for (NodeView.DatabaseView database : node.databases()) {
      pair(
          "db " + database.index(),
          Format.many(database.keys(), "key")
              + (database.expiring() > 0
                  ? ", " + Format.count(database.expiring()) + " expiring"
                  : ""));
    }
    pair(
        "digest",
        node.digest().hex().isEmpty() ? "pending until writes pause" : node.digest().hex());
  }

  private void tellLoad(NodeView node) {
    rows.row(Tone.HEADING, "Load");
    pair("clients", Format.count(node.load().clients()));
    pair(
        "commands",
        Format.count(node.load().commandsPerSecond())
            + "/s, "
            + Format.count(node.load().commands())
            + " in all");
    pair("stream", Format.rate(node.load().streamBytesPerSecond()));
  }

  private void pair(String label, String value) {
    rows.row(Tone.PLAIN, label, value);
  }

  private static String master(Topology.Member member) {
    String address = member.node().replication().masterAddress();
    return member.link() == null ? address : member.link().master() + " (" + address + ")";
  }

  private String name(ReplicaView seen) {
    for (NodeView node : model.topology().get().view().nodes()) {
      if (seen.address().endsWith(":" + node.port())) {
        return node.name();
      }
    }
    return seen.address();
  }
}
