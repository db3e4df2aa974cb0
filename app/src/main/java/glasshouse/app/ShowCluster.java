package glasshouse.app;

import glasshouse.engine.Cluster;
import glasshouse.engine.exhibit.LiveStage;
import glasshouse.engine.exhibit.Pace;
import glasshouse.engine.exhibit.Recorder;
import glasshouse.engine.exhibit.Scene;
import glasshouse.engine.exhibit.SimStage;
import glasshouse.engine.live.LiveCluster;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.replication.Profile;
import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.DigestView;
import glasshouse.engine.view.LinkView;
import glasshouse.ui.Shot;
import glasshouse.ui.WindowApp;
import glasshouse.ui.player.Player;
import glasshouse.ui.text.TextScreen;
import glasshouse.ui.theme.Theme;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts a cluster and shows it: in the window, as a picture, or as text. */
public final class ShowCluster {
  private static final int REPLICAS = 2;
  private static final int REFRESH_MILLIS = 250;
  private static final int LINES_MILLIS = 1000;
  private static final int SHOT_PULSES = 60;
  private static final int SHOT_PATIENCE = 20;

  private final ClusterOptions options;
  private final Consumer<Player> first;
  private @Nullable OpenExhibit exhibit;
  private final CountDownLatch ended = new CountDownLatch(1);

  ShowCluster(ClusterOptions options) {
    this(options, _ -> {});
  }

  private ShowCluster(ClusterOptions options, Consumer<Player> first) {
    this.options = options;
    this.first = first;
  }

  /**
   * Opens the window on a cluster of the usual kind, and does {@code first} with its player, on the
   * JavaFX thread; without a display says that there is none.
   */
  public static void window(Consumer<Player> first) throws IOException, InterruptedException {
    if (!hasDisplay()) {
      System.err.println("glasshouse: there is no display to open a window on");
      return;
    }
    ClusterOptions options = new ClusterOptions();
    options.replicas = REPLICAS;
    new ShowCluster(options, first).run();
  }

  /** Runs until the user, or the time of {@code --for}, ends it; returns the exit code. */
  int run() throws IOException, InterruptedException {
    try {
      exhibit = OpenExhibit.of(options);
    } catch (IllegalArgumentException wrong) {
      System.err.println("glasshouse: " + wrong.getMessage());
      return 2;
    }
    String era = options.clusterEra();
    if (Profile.named(era).isEmpty()) {
      System.err.println(
          "glasshouse: unknown era '"
              + era
              + "'; known are "
              + String.join(", ", Profile.ALL.stream().map(Profile::name).toList())
              + ", each with +SWITCH or +no-SWITCH behind it, of "
              + String.join(", ", Arrays.stream(Behaviour.values()).map(Behaviour::word).toList()));
      return 2;
    }
    @Nullable Path chosen = options.directory;
    Path directory = chosen == null ? Files.createTempDirectory("glasshouse") : chosen;
    if (options.shot != null) {
      Shot.headless();
    }
    try (LiveCluster cluster = LiveCluster.start(directory, era, Math.max(0, options.replicas))) {
      Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown));
      return show(cluster, directory);
    } catch (IOException failure) {
      System.err.println("glasshouse: " + failure.getMessage());
      return 1;
    } finally {
      if (chosen == null) {
        Directories.delete(directory);
      }
    }
  }

  private int show(Cluster cluster, Path directory) throws IOException, InterruptedException {
    Path shot = options.shot;
    if (shot != null) {
      return shoot(cluster, shot);
    }
    if (!options.text && hasDisplay()) {
      // On data that was there before, what is done by hand would not play again elsewhere.
      Cluster shown =
          options.directory == null
              ? new Recorder(new Scene(cluster, Pace.REAL), options.clusterEra())
              : cluster;
      Player player = new Player(Exhibits.all(), Exhibits.tours(), new LiveStage(directory));
      player.walk().keepIn(new TourFile(TourFile.usual()));
      OpenExhibit asked = exhibit;
      WindowApp.show(shown, player, asked == null ? first : asked);
      return 0;
    }
    if (!options.text) {
      System.err.println(
          "glasshouse: no display found, so here is the cluster as text; Ctrl+C ends it");
    }
    text(cluster);
    return 0;
  }

  private int shoot(Cluster cluster, Path file) throws IOException {
    String[] size = options.size.split("x");
    if (size.length != 2 || !options.size.matches("[0-9]{3,4}x[0-9]{3,4}")) {
      System.err.println(
          "glasshouse: '" + options.size + "' is not a size; expected for example 1440x900");
      return 2;
    }
    Shot picture =
        new Shot(
            Integer.parseInt(size[0]),
            Integer.parseInt(size[1]),
            options.dark ? Theme.DARK : Theme.LIGHT,
            SHOT_PULSES,
            ShowCluster::inSync,
            SHOT_PATIENCE);
    OpenExhibit asked = exhibit;
    if (asked == null) {
      picture.take(cluster, file);
    } else {
      Player player = new Player(Exhibits.all(), Exhibits.tours(), new SimStage());
      picture.take(cluster, player, asked, asked::there, file);
    }
    Shot.end();
    return 0;
  }

  private static boolean inSync(ClusterView view) {
    return !view.nodes().isEmpty()
        && view.links().stream().allMatch(LinkView::up)
        && view.nodes().stream().allMatch(n -> n.digest().state() == DigestView.State.EXACT);
  }

  // Null in a JVM that was linked without its module.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private void text(Cluster cluster) throws InterruptedException {
    boolean terminal = isTerminal();
    TextScreen screen = new TextScreen(System.out, terminal);
    int refresh = terminal ? REFRESH_MILLIS : LINES_MILLIS;
    Duration time = options.time;
    long end = time == null ? Long.MAX_VALUE : System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end && !ended.await(refresh, TimeUnit.MILLISECONDS)) {
      screen.refresh(cluster.view());
    }
  }

  /** On Linux a display is named by the environment; elsewhere there always is one. */
  private static boolean hasDisplay() {
    boolean linux = System.getProperty("os.name", "").startsWith("Linux");
    return !linux || set("DISPLAY") || set("WAYLAND_DISPLAY");
  }

  private static boolean set(String variable) {
    String value = System.getenv(variable);
    return value != null && !value.isEmpty();
  }
}
