package glasshouse.ui.fake;

import glasshouse.engine.view.BacklogView;
import glasshouse.engine.view.DigestView;
import glasshouse.engine.view.FrameView;
import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.ReplicaView;
import glasshouse.engine.view.ReplicationView;
import glasshouse.engine.view.ScriptView;
import glasshouse.engine.view.SlowScriptView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node whose every number can be set by hand. */
public final class FakeNode {
  /** 40 zeros. */
  public static final String NONE = "0".repeat(40);

  public final String name;
  public final int port;
  public NodeView.Run run = NodeView.Run.RUNNING;
  public String era = "7.0";
  public String master = "";
  public String link = "";
  public long linkDownSince;
  public @Nullable SlowScriptView slowScript;
  public boolean cut;
  public boolean up;
  public String replid;
  public String replid2 = NONE;
  public long secondOffset = -1;
  public long offset;
  public long read = -1;
  public int streamDb = -1;
  public int linkDb = -1;
  public int syncPercent = -1;
  public long backlogSize = 1 << 20;
  public long backlogFirst = 1;
  public long sinceAck = -1;
  public long rate;
  public long commandsPerSecond;
  public String digest = "";
  public final Map<Integer, Long> keys = new LinkedHashMap<>();
  public final List<ScriptView> scripts = new ArrayList<>();
  public final List<FrameView> tape = new ArrayList<>();

  FakeNode(String name, int port, String replid) {
    this.name = name;
    this.port = port;
    this.replid = replid;
  }

  public boolean master() {
    return master.isEmpty();
  }

  /** Makes it a connected replica of a node, equal to it. */
  public FakeNode follow(FakeNode to) {
    master = to.name;
    link = "connected";
    up = true;
    replid = to.replid;
    offset = to.offset;
    read = to.offset;
    linkDb = to.master() ? to.streamDb : to.linkDb;
    backlogFirst = to.backlogFirst;
    sinceAck = 300;
    digest = to.digest;
    era = to.era;
    keys.clear();
    keys.putAll(to.keys);
    scripts.clear();
    to.scripts.forEach(s -> scripts.add(new ScriptView(s.sha(), s.source(), false)));
    tape.clear();
    tape.addAll(to.tape);
    return this;
  }

  NodeView view(long at, Map<String, FakeNode> all) {
    FakeNode mine = all.get(master);
    String address = mine == null ? master : "127.0.0.1:" + mine.port;
    List<ReplicaView> replicas = new ArrayList<>();
    for (FakeNode other : all.values()) {
      if (other.master.equals(name) && other.up) {
        replicas.add(
            new ReplicaView(
                "127.0.0.1:" + other.port,
                other.syncPercent >= 0 ? "send_bulk" : "online",
                other.offset,
                at - Math.max(0, other.sinceAck),
                Math.max(0, offset - other.read),
                false));
      }
    }
    List<NodeView.DatabaseView> databases = new ArrayList<>();
    keys.forEach((db, n) -> databases.add(new NodeView.DatabaseView(db, n, n / 10)));
    boolean linked = !master();
    return new NodeView(
        name,
        port,
        run,
        era,
        new ReplicationView(
            master(),
            address,
            link,
            linkDownSince,
            replid,
            replid2,
            secondOffset,
            offset,
            linked ? offset : -1,
            linked ? Math.max(read, offset) : -1,
            linked ? linkDb : streamDb,
            linked ? linkDb : -1,
            syncPercent,
            "no-failover"),
        new BacklogView(offset > 0, backlogSize, backlogFirst, offset - backlogFirst + 1),
        replicas,
        databases,
        scripts,
        new DigestView(
            digest.isEmpty() ? DigestView.State.PENDING : DigestView.State.EXACT,
            digest,
            replid,
            offset),
        new NodeView.LoadView(3, offset / 40, commandsPerSecond, rate),
        tape,
        slowScript);
  }

  LinkView linkView(Map<String, FakeNode> all) {
    FakeNode mine = all.get(master);
    long behind = mine == null ? 0 : mine.offset - offset;
    boolean flows = up && run == NodeView.Run.RUNNING;
    boolean there = run == NodeView.Run.RUNNING || run == NodeView.Run.FROZEN;
    boolean known = mine != null && there;
    return new LinkView(
        name,
        master,
        cut,
        flows,
        known ? behind : 0,
        known,
        up ? sinceAck : -1,
        flows && !cut ? rate : 0);
  }
}
