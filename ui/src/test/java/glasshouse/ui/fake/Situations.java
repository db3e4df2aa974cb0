package glasshouse.ui.fake;

import glasshouse.engine.view.EngineEvent.Kind;
import glasshouse.engine.view.EngineEvent.Level;
import glasshouse.engine.view.FrameView;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.ScriptView;
import glasshouse.engine.view.SlowScriptView;

/** Clusters in the states a window has to show well. */
public final class Situations {
  private static final String[] COMMANDS = {
    "SET account:17 \"{\\\"name\\\":\\\"Ada\\\",\\\"expires\\\":1780043200}\"",
    "INCR visits",
    "LPUSH queue job:9001",
    "HSET session:5 user 42 seen 1780000012",
    "PING",
    "ZADD board 17.5 ada",
    "DEL session:4",
    "EXPIRE account:17 43200",
  };
  private static final int[] SIZES = {96, 26, 43, 71, 14, 42, 30, 44};
  static final String DIGEST = "9d0e11aa42c0b1f7e8d93c5566a7b8c9d0e1f203";
  static final String OTHER_DIGEST = "3fa1c27704bb19e2d8f3a5566c7b8a9d0e1f2034";
  static final String INCR_SHA = "e6e0b547500efcec21eddb619ac3724081afee89";
  static final String INCR_SOURCE = "return redis.call(\"incr\",\"__mycounter\")";

  private Situations() {}

  /** No nodes at all. */
  public static FakeCluster nothing() {
    return new FakeCluster().publish();
  }

  /** One master and two replicas, equal, nothing being written. */
  public static FakeCluster inSync() {
    FakeCluster cluster = new FakeCluster();
    FakeNode n1 = cluster.add("n1", 7001, "8f3a12bc");
    n1.offset = 1284;
    n1.streamDb = 3;
    n1.digest = DIGEST;
    n1.keys.put(0, 5L);
    n1.keys.put(3, 1200L);
    n1.scripts.add(new ScriptView(INCR_SHA, INCR_SOURCE, false));
    write(n1, 24);
    cluster.add("n2", 7002, "").follow(n1);
    cluster.add("n3", 7003, "").follow(n1);
    cluster.event("n1", Level.NOTICE, Kind.LIFE, "Server initialized");
    cluster.event("n1", Level.NOTICE, Kind.LIFE, "Ready to accept connections");
    cluster.event(
        "n2", Level.NOTICE, Kind.REPLICATION, "Full resync from master: " + n1.replid + ":0");
    cluster.event(
        "n1",
        Level.NOTICE,
        Kind.REPLICATION,
        "Synchronization with replica 127.0.0.1:7002 succeeded");
    return cluster.publish();
  }

  /** As {@link #inSync}, with writes flowing. */
  public static FakeCluster busy() {
    FakeCluster cluster = inSync();
    FakeNode n1 = cluster.node("n1");
    n1.offset = 48_213_904;
    n1.backlogFirst = n1.offset - (1 << 20) + 1;
    n1.rate = 184_320;
    n1.commandsPerSecond = 4_812;
    n1.digest = "";
    write(n1, 40);
    for (String name : new String[] {"n2", "n3"}) {
      FakeNode node = cluster.node(name).follow(n1);
      node.rate = n1.rate;
      node.commandsPerSecond = n1.commandsPerSecond;
      node.offset = n1.offset - (name.equals("n2") ? 1_412 : 96);
      node.read = n1.offset - 71;
    }
    return cluster.publish();
  }

  /** A master, a cut link, a frozen replica, a dead one, and a wrong database. */
  public static FakeCluster troubled() {
    FakeCluster cluster = busy();
    FakeNode n1 = cluster.node("n1");
    n1.digest = DIGEST;
    FakeNode n2 = cluster.node("n2").follow(n1);
    n2.offset = n1.offset - 412_903;
    n2.read = n2.offset;
    n2.cut = true;
    n2.up = false;
    n2.link = "connecting";
    n2.linkDownSince = cluster.at - 8_400;
    FakeNode n3 = cluster.node("n3").follow(n1);
    n3.run = NodeView.Run.FROZEN;
    n3.offset = n1.offset - 90_112;
    n3.sinceAck = 12_300;
    FakeNode n4 = cluster.add("n4", 7004, "").follow(n1);
    n4.linkDb = 0;
    FakeNode n5 = cluster.add("n5", 7005, "").follow(n1);
    n5.run = NodeView.Run.DEAD;
    n5.up = false;
    n5.link = "connect";
    n5.offset = n1.offset - 2_000_000;
    cluster.event(
        "n2", Level.WARNING, Kind.REPLICATION, "MASTER timeout: no data nor PING received...");
    cluster.event("n5", Level.WARNING, Kind.LIFE, "killed");
    cluster.event("n3", Level.NOTICE, Kind.ACTION, "freeze n3");
    return cluster.publish();
  }

  /** The lesson of 4.0.3: offsets agree, scripts and data do not. */
  public static FakeCluster scriptLost() {
    FakeCluster cluster = new FakeCluster();
    FakeNode n1 = cluster.add("n1", 7001, "c41d77e0");
    n1.era = "4.0.3";
    n1.offset = 284;
    n1.streamDb = 0;
    n1.digest = DIGEST;
    n1.keys.put(0, 1L);
    n1.scripts.add(new ScriptView(INCR_SHA, INCR_SOURCE, true));
    n1.tape.add(new FrameView(1, 23, 0, "SELECT 0", ""));
    n1.tape.add(
        new FrameView(
            24, 108, 0, "EVAL \"return redis.call(\\\"incr\\\",\\\"__mycounter\\\")\" 0", ""));
    n1.tape.add(new FrameView(132, 76, 0, "EVALSHA " + INCR_SHA + " 0", ""));
    n1.tape.add(new FrameView(208, 77, 0, "EVALSHA " + INCR_SHA + " 0", ""));
    FakeNode n2 = cluster.add("n2", 7002, "").follow(n1);
    n2.scripts.clear();
    n2.digest = OTHER_DIGEST;
    n2.tape.set(
        3,
        new FrameView(
            208,
            77,
            0,
            "EVALSHA " + INCR_SHA + " 0",
            "-NOSCRIPT No matching script. Please use EVAL."));
    cluster.event("n2", Level.NOTICE, Kind.LIFE, "DB loaded from disk: 0.000 seconds");
    cluster.event(
        "n2",
        Level.NOTICE,
        Kind.REPLICATION,
        "MASTER <-> REPLICA sync: Master accepted a Partial Resynchronization.");
    return cluster.publish();
  }

  /** A master that a script has held for a minute, which has written. */
  public static FakeCluster slowScript() {
    FakeCluster cluster = busy();
    FakeNode n1 = cluster.node("n1");
    n1.run = NodeView.Run.BUSY;
    n1.slowScript = new SlowScriptView(n1.scripts.getFirst().sha(), false, true, 63_400);
    n1.digest = "";
    n1.commandsPerSecond = 0;
    n1.rate = 0;
    return cluster.publish();
  }

  /** A replica with more of the stream than its master, and one that comes too late. */
  public static FakeCluster ahead() {
    FakeCluster cluster = busy();
    FakeNode n1 = cluster.node("n1");
    FakeNode n2 = cluster.node("n2").follow(n1);
    n2.offset = n1.offset + 27;
    FakeNode n3 = cluster.node("n3").follow(n1);
    n3.up = false;
    n3.cut = true;
    n3.link = "connecting";
    n3.offset = n1.backlogFirst - 5_000;
    return cluster.publish();
  }

  /** Twelve nodes in chains, with long names. */
  public static FakeCluster twelve() {
    FakeCluster cluster = busy();
    FakeNode n1 = cluster.node("n1");
    cluster.nodes.remove("n2");
    cluster.nodes.remove("n3");
    String[] names = {
      "berlin-read-replica-primary",
      "n3",
      "n4",
      "n5",
      "hamburg-analytics-long-name",
      "n7",
      "n8",
      "n9",
      "n10",
      "n11",
      "n12"
    };
    FakeNode[] made = new FakeNode[names.length];
    int[] under = {-1, -1, -1, 0, 0, 1, 3, 3, 5, 6, 8};
    for (int i = 0; i < names.length; i++) {
      FakeNode to = under[i] < 0 ? n1 : made[under[i]];
      made[i] = cluster.add(names[i], 7002 + i, "").follow(to);
      made[i].offset = to.offset - 40L * i;
      made[i].rate = n1.rate;
    }
    made[4].cut = true;
    made[4].up = false;
    made[4].link = "connecting";
    made[7].syncPercent = 43;
    made[7].link = "sync";
    made[7].up = false;
    made[10].run = NodeView.Run.LOADING;
    return cluster.publish();
  }

  /** Lets a node write {@code count} more commands. */
  public static void write(FakeNode node, int count) {
    node.tape.clear();
    long at = node.offset;
    for (int i = count - 1; i >= 0; i--) {
      int kind = i % COMMANDS.length;
      at -= SIZES[kind];
      node.tape.addFirst(new FrameView(at + 1, SIZES[kind], node.streamDb, COMMANDS[kind], ""));
    }
  }

  /** Lets every link that flows carry a little more; for a picture that moves. */
  public static void step(FakeCluster cluster, int tick) {
    cluster.at += 50;
    FakeNode n1 = cluster.node("n1");
    if (n1.rate > 0) {
      n1.offset += n1.rate / 20;
      n1.backlogFirst = Math.max(1, n1.offset - n1.backlogSize + 1);
      write(n1, 40);
    }
    for (FakeNode node : cluster.nodes.values()) {
      if (!node.master() && node.up && !node.cut && node.run == NodeView.Run.RUNNING) {
        FakeNode to = cluster.node(node.master);
        node.offset = to.offset - (tick * 37L % 900);
        node.read = node.offset;
        node.tape.clear();
        node.tape.addAll(to.tape);
        node.backlogFirst = to.backlogFirst;
      }
    }
    cluster.publish();
  }
}
