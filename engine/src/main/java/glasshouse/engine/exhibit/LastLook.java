package glasshouse.engine.exhibit;

import glasshouse.engine.Console;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.InlineWords;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.NodeView.DatabaseView;
import glasshouse.engine.view.NodeView.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is to be seen on a cluster at rest, as claims that must hold when it is played again. */
final class LastLook implements AutoCloseable {
  private static final long REST_MILLIS = 4_000;
  private static final long REPLY_MILLIS = 2_000;

  /** A database with more keys is only counted. */
  private static final int MAX_KEYS = 12;

  private static final int MAX_VALUE = 100;

  /** A master that sends PINGs more often than this moves offsets by itself. */
  private static final long CALM_SECONDS = 3600;

  private static final Pattern ITEM = Pattern.compile("\\s*[0-9]+\\) (\".*\")");

  private final Scene scene;
  private final Eyes eyes;
  private final Consoles consoles;
  private final List<Claim> claims = new ArrayList<>();

  LastLook(Scene scene, List<Role> cast) {
    this.scene = scene;
    eyes = new Eyes(scene, cast);
    consoles = new Consoles(scene.cluster(), scene.pace(), REPLY_MILLIS);
  }

  @Override
  public void close() {
    consoles.close();
    eyes.close();
  }

  List<Claim> claims() throws InterruptedException {
    Pace pace = scene.pace();
    long end = pace.millis() + REST_MILLIS;
    while (!eyes.atRest() && pace.millis() < end) {
      pace.look();
    }
    List<NodeView> nodes = scene.cluster().view().nodes();
    List<String> running = new ArrayList<>();
    for (NodeView node : nodes) {
      if (node.run() == Run.RUNNING) {
        running.add(node.name());
      } else if (node.run() != Run.BUSY) {
        add(new Figure.Run(node.name()), node.run().name().toLowerCase(Locale.ROOT));
      }
    }
    for (NodeView node : nodes) {
      if (node.run() == Run.RUNNING && !node.replication().master()) {
        seen(new Figure.Link(node.name()));
      }
    }
    offsets(running);
    if (running.size() > 1) {
      seen(new Figure.Data(running));
    }
    keys(running);
    return List.copyOf(claims);
  }

  private void offsets(List<String> running) throws InterruptedException {
    if (calm()) {
      for (String node : running) {
        seen(new Figure.Offset(node));
      }
    } else if (running.size() > 1) {
      seen(new Figure.Offsets(running));
    }
  }

  private boolean calm() throws InterruptedException {
    for (NodeView node : scene.cluster().view().nodes()) {
      if (node.run() != Run.RUNNING || !node.replication().master()) {
        continue;
      }
      String[] reply =
          consoles.ask(node.name(), "CONFIG GET repl-ping-replica-period").text().split("\\D+");
      if (!reply[reply.length - 1].matches("[0-9]{1,9}")
          || Long.parseLong(reply[reply.length - 1]) < CALM_SECONDS) {
        return false;
      }
    }
    return true;
  }

  private void keys(List<String> running) throws InterruptedException {
    Set<Integer> databases = new TreeSet<>();
    for (NodeView node : scene.cluster().view().nodes()) {
      if (running.contains(node.name())) {
        node.databases().stream().map(DatabaseView::index).forEach(databases::add);
      }
    }
    for (int db : databases) {
      Set<String> names = new TreeSet<>();
      for (String node : running) {
        names.addAll(names(node, db));
        seen(new Figure.Keys(db, node));
      }
      for (String name : names.size() > MAX_KEYS ? Set.<String>of() : names) {
        for (String node : running) {
          value(new Figure.Key(name, db, node));
        }
      }
    }
  }

  /** The names of its keys that can be written into a figure. */
  private Set<String> names(String node, int db) throws InterruptedException {
    consoles.ask(node, "SELECT " + db);
    Console.Reply reply = consoles.ask(node, "KEYS *");
    Set<String> names = new TreeSet<>();
    for (String line : reply.text().split("\n")) {
      Matcher item = ITEM.matcher(line);
      if (item.matches()) {
        byte[] quoted = Bytes.of(item.group(1));
        byte[][] words = InlineWords.split(quoted, 0, quoted.length);
        if (words != null && words.length == 1 && Bytes.text(words[0]).matches("[!-~]+")) {
          names.add(Bytes.text(words[0]));
        }
      }
    }
    return names;
  }

  /** Only strings have a value that a figure can tell, and only short ones are worth a line. */
  private void value(Figure.Key key) throws InterruptedException {
    String value = eyes.see(key).value();
    boolean plain = value.length() <= MAX_VALUE && value.matches("[ -~]+");
    if (plain && !value.startsWith("(error)")) {
      add(key, value);
    }
  }

  private void seen(Figure figure) throws InterruptedException {
    add(figure, eyes.see(figure).value());
  }

  private void add(Figure figure, String value) {
    claims.add(new Claim(figure, ByEra.always(value)));
  }
}
