package glasshouse.ui.fake;

import glasshouse.engine.Action;
import glasshouse.engine.Cluster;
import glasshouse.engine.Console;
import glasshouse.engine.Outcome;
import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that is not there: it remembers what it was asked to do, shows what it was told to show
 * and moves when told to.
 */
public final class FakeCluster implements Cluster {
  /** What was asked, oldest first. */
  public final List<Action> acted = new ArrayList<>();

  /** What was typed, as {@code node: line}. */
  public final List<String> typed = new ArrayList<>();

  /** Answered to the next actions instead of being done, null for none. */
  public @Nullable String refusal;

  /** Events that got lost before the next drain. */
  public long lost;

  /** True once closed. */
  public boolean closed;

  public final Map<String, FakeNode> nodes = new LinkedHashMap<>();
  public long at = 1_780_000_000_000L;

  private final List<EngineEvent> events = new ArrayList<>();
  private volatile ClusterView view = ClusterView.EMPTY;

  /** Adds a node; the replid is given by its first digits. */
  public FakeNode add(String name, int port, String replid) {
    FakeNode node =
        new FakeNode(
            name, port, (replid + "3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e").substring(0, 40));
    nodes.put(name, node);
    return node;
  }

  public FakeNode node(String name) {
    FakeNode node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no node " + name);
    }
    return node;
  }

  /** Makes what was set by hand visible. */
  public FakeCluster publish() {
    List<NodeView> seen = new ArrayList<>();
    List<LinkView> links = new ArrayList<>();
    for (FakeNode node : nodes.values()) {
      seen.add(node.view(at, nodes));
      if (!node.master()) {
        links.add(node.linkView(nodes));
      }
    }
    view = new ClusterView(at, seen, links);
    return this;
  }

  public void event(String node, EngineEvent.Level level, EngineEvent.Kind kind, String text) {
    synchronized (events) {
      events.add(new EngineEvent(at, node, level, kind, text));
    }
  }

  @Override
  public ClusterView view() {
    return view;
  }

  @Override
  public long drainEvents(Consumer<EngineEvent> reader) {
    List<EngineEvent> batch;
    synchronized (events) {
      batch = List.copyOf(events);
      events.clear();
    }
    batch.forEach(reader);
    long missed = lost;
    lost = 0;
    return missed;
  }

  @Override
  public boolean tells(String node, String words) {
    synchronized (events) {
      return events.stream().anyMatch(e -> e.node().equals(node) && e.text().contains(words));
    }
  }

  @Override
  public void act(Action action, Consumer<Outcome> done) {
    acted.add(action);
    String reason = refusal;
    Thread.ofVirtual()
        .start(
            () ->
                done.accept(
                    reason == null
                        ? new Outcome.Done(action.words() + " done")
                        : new Outcome.Refused(reason)));
  }

  @Override
  public Console console(String node) {
    return new FakeConsole(node);
  }

  @Override
  public void close() {
    closed = true;
  }

  private final class FakeConsole implements Console {
    private final String node;
    private volatile int db;

    FakeConsole(String node) {
      this.node = node;
    }

    @Override
    public String node() {
      return node;
    }

    @Override
    public int db() {
      return db;
    }

    @Override
    public void send(String line, Consumer<Reply> reply) {
      typed.add(node + ": " + line);
      Thread.ofVirtual().start(() -> reply.accept(answer(line)));
    }

    private Reply answer(String line) {
      if (line.startsWith("select ")) {
        db = Integer.parseInt(line.substring(7));
        return new Reply("OK", false, db);
      }
      if (line.startsWith("keys")) {
        return new Reply("1) \"account:17\"\n2) \"account:42\"\n3) \"visits\"", false, db);
      }
      if (line.startsWith("get")) {
        return new Reply("\"4711\"", false, db);
      }
      if (line.startsWith("set") && !Objects.requireNonNull(nodes.get(node)).master()) {
        return new Reply("(error) READONLY You can't write against a read only replica.", true, db);
      }
      return new Reply("(error) ERR unknown command '" + line + "'", true, db);
    }

    @Override
    public void close() {}
  }
}
