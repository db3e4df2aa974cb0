package glasshouse.engine.exhibit;

import glasshouse.engine.Cluster;
import glasshouse.engine.Console;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.InlineWords;
import glasshouse.engine.view.FrameView;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.ScriptView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads figures off a running cluster. What a command can tell is asked on a connection, so that it
 * is the present; the rest comes from a view whose node stands at the offset the node tells.
 */
final class Eyes implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 2000;

  /**
   * What was seen.
   *
   * @param value to be compared
   * @param detail more about it for people, may be empty
   */
  record Seen(String value, String detail) {
    String text() {
      return detail.isEmpty() ? value : value + " (" + detail + ")";
    }
  }

  private final Cluster cluster;
  private final List<Role> cast;
  private final Consoles consoles;

  Eyes(Scene scene, List<Role> cast) {
    cluster = scene.cluster();
    this.cast = cast;
    consoles = new Consoles(cluster, scene.pace(), PATIENCE_MILLIS);
  }

  @Override
  public void close() {
    consoles.close();
  }

  /** True when every replica whose link is up has applied what its master has put out. */
  boolean atRest() throws InterruptedException {
    Set<String> names = new LinkedHashSet<>();
    cast.forEach(role -> names.add(role.node()));
    cluster.view().nodes().forEach(joined -> names.add(joined.name()));
    for (String name : names) {
      if (silent(name)) {
        continue;
      }
      String info = info(name);
      if (!field(info, "master_link_status").equals("up")) {
        continue;
      }
      String port = field(info, "master_port");
      for (NodeView above : cluster.view().nodes()) {
        if (Integer.toString(above.port()).equals(port) && !silent(above.name())) {
          String put = field(info(above.name()), "master_repl_offset");
          if (behind(field(info, "slave_repl_offset"), put)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** A replica that is ahead of its master has nothing to wait for either. */
  private static boolean behind(String applied, String put) {
    boolean numbers = applied.matches("[0-9]{1,18}") && put.matches("[0-9]{1,18}");
    return numbers ? Long.parseLong(applied) < Long.parseLong(put) : !applied.equals(put);
  }

  /** True when every replica of the cast has its link up. */
  boolean allLinked() throws InterruptedException {
    for (Role role : cast) {
      boolean ready =
          role.master().isEmpty()
              ? !info(role.node()).isEmpty()
              : field(info(role.node()), "master_link_status").equals("up");
      if (!ready) {
        return false;
      }
    }
    return true;
  }

  /** The figure now. */
  Seen see(Figure figure) throws InterruptedException {
    return switch (figure) {
      case Figure.Key key -> key(key);
      case Figure.Keys(int db, String node) -> {
        Console.Reply chosen = consoles.ask(node, "SELECT " + db);
        String reply = chosen.error() ? chosen.text() : consoles.ask(node, "DBSIZE").text();
        yield new Seen(reply.replaceFirst("^\\(integer\\) ", ""), "");
      }
      case Figure.Alike(String key, List<String> nodes) -> {
        List<String> values = new ArrayList<>();
        for (String node : nodes) {
          values.add(key(new Figure.Key(key, 0, node)).value());
        }
        yield compared(nodes, values);
      }
      case Figure.Script(String sha, String node) -> {
        String reply = raw(consoles.ask(node, "SCRIPT EXISTS " + sha));
        yield new Seen(
            switch (reply) {
              case "1) (integer) 1" -> "known";
              case "1) (integer) 0" -> "unknown";
              default -> reply;
            },
            "");
      }
      case Figure.Belief(String sha, String node) -> viewed(node, view -> belief(view, sha));
      case Figure.Replids(List<String> nodes) -> {
        List<String> values = new ArrayList<>();
        for (String node : nodes) {
          values.add(field(info(node), "master_replid"));
        }
        yield compared(nodes, values);
      }
      case Figure.Replid2(String node) -> replid2(node);
      case Figure.Log(String words, String node) ->
          new Seen(cluster.tells(node, words) ? "yes" : "no", "");
      case Figure.Offset(String node) -> new Seen(field(info(node), "master_repl_offset"), "");
      case Figure.Offsets(List<String> nodes) -> {
        List<String> values = new ArrayList<>();
        for (String node : nodes) {
          values.add(field(info(node), "master_repl_offset"));
        }
        yield compared(nodes, values);
      }
      case Figure.Data(List<String> nodes) -> {
        List<String> values = new ArrayList<>();
        for (String node : nodes) {
          values.add(raw(consoles.ask(node, "DEBUG DIGEST")));
        }
        yield compared(nodes, values);
      }
      case Figure.Info(String field, String node) -> new Seen(field(info(node), field), "");
      case Figure.StreamDb(String node) -> viewed(node, v -> db(v.replication().streamDb()));
      case Figure.LinkDb(String node) -> viewed(node, v -> db(v.replication().linkDb()));
      case Figure.Link(String node) -> new Seen(field(info(node), "master_link_status"), "");
      case Figure.Run(String node) -> new Seen(run(node), "");
      case Figure.Refusal(String node) -> viewed(node, Eyes::refusal);
      case Figure.InLab _ -> throw new IllegalArgumentException("nodes are no lab");
    };
  }

  /** Who runs in a view is asked: the view may be that of the life before. */
  private String run(String node) throws InterruptedException {
    NodeView view = view(node);
    if (view == null) {
      return "unknown";
    }
    if (silent(view) || view.run() == NodeView.Run.BUSY) {
      return view.run().name().toLowerCase(Locale.ROOT);
    }
    String loading = field(info(node), "loading");
    return switch (loading) {
      case "0" -> "running";
      case "1" -> "loading";
      default -> loading;
    };
  }

  private Seen replid2(String node) throws InterruptedException {
    String before = field(info(node), "master_replid2");
    if (before.matches("0{40}")) {
      return new Seen("none", "");
    }
    for (NodeView other : cluster.view().nodes()) {
      if (!silent(other.name()) && field(info(other.name()), "master_replid").equals(before)) {
        return new Seen(other.name(), before);
      }
    }
    return new Seen("other", before);
  }

  private Seen key(Figure.Key key) throws InterruptedException {
    Console.Reply chosen = consoles.ask(key.node(), "SELECT " + key.db());
    return new Seen(
        chosen.error() ? chosen.text() : raw(consoles.ask(key.node(), "GET " + key.key())), "");
  }

  private static Seen compared(List<String> nodes, List<String> values) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      String value = values.get(i);
      parts.add(nodes.get(i) + " " + (value.length() == 40 ? value.substring(0, 8) : value));
    }
    boolean equal = values.stream().distinct().count() == 1;
    return new Seen(equal ? "equal" : "different", String.join(", ", parts));
  }

  /** A figure of the view, as soon as the view has come to where the node is. */
  private Seen viewed(String node, Function<NodeView, String> figure) throws InterruptedException {
    String offset = field(info(node), "master_repl_offset");
    NodeView view = view(node);
    if (view == null || view.run() != NodeView.Run.RUNNING) {
      return new Seen("nothing", node + " does not run");
    }
    if (!Long.toString(view.replication().offset()).equals(offset)) {
      return new Seen("nothing", "the view of " + node + " is behind");
    }
    return new Seen(figure.apply(view), "");
  }

  private @Nullable NodeView view(String node) {
    for (NodeView view : cluster.view().nodes()) {
      if (view.name().equals(node)) {
        return view;
      }
    }
    return null;
  }

  private boolean silent(String node) {
    NodeView view = view(node);
    return view != null && silent(view);
  }

  private static boolean silent(NodeView view) {
    return !view.run().works() && view.run() != NodeView.Run.LOADING;
  }

  private static String belief(NodeView view, String sha) {
    for (ScriptView script : view.scripts()) {
      if (script.sha().equals(sha)) {
        return script.knownToReplicas() ? "yes" : "no";
      }
    }
    return "no";
  }

  private static String refusal(NodeView view) {
    for (FrameView frame : view.tape().reversed()) {
      if (!frame.error().isEmpty()) {
        return frame.error();
      }
    }
    return "none";
  }

  private static String db(int index) {
    return index < 0 ? "none" : Integer.toString(index);
  }

  /** INFO as it is sent, empty when the node does not answer. */
  private String info(String node) throws InterruptedException {
    Console.Reply reply = consoles.ask(node, "INFO");
    return reply.error() ? "" : raw(reply);
  }

  private static String field(String info, String name) {
    for (String line : info.split("\r\n")) {
      if (line.startsWith(name + ":")) {
        return line.substring(name.length() + 1);
      }
    }
    return info.isEmpty() ? "no reply" : "no such field";
  }

  /** A reply in the notation of redis-cli without its quotes. */
  private static String raw(Console.Reply reply) {
    String text = reply.text();
    if (!text.startsWith("\"")) {
      return text;
    }
    byte[] bytes = Bytes.of(text);
    byte @Nullable [][] words = InlineWords.split(bytes, 0, bytes.length);
    return words == null || words.length != 1 ? text : Bytes.text(words[0]);
  }
}
