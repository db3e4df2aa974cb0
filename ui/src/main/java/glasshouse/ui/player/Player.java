package glasshouse.ui.player;

import glasshouse.engine.CacheLab;
import glasshouse.engine.Cluster;
import glasshouse.engine.exhibit.Director;
import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Manner;
import glasshouse.engine.exhibit.Progress;
import glasshouse.engine.exhibit.Progress.Ending;
import glasshouse.engine.exhibit.Scene;
import glasshouse.engine.exhibit.Stage;
import glasshouse.engine.exhibit.Step;
import glasshouse.ui.fx.FxThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The exhibits of the window and the one that is played. All is called on the JavaFX thread.
 *
 * <p>Each run has a cluster of its own, which the window is handed to show; it is closed when the
 * run is left or played again.
 */
public final class Player {
  private final List<Exhibit> exhibits;
  private final Stage stage;
  private final Manner manner;
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper(false);
  private final List<Beat> beats = new ArrayList<>();
  private Consumer<@Nullable Cluster> handOver = _ -> {};
  private @Nullable Exhibit chosen;
  private String era = "";
  private @Nullable Director director;
  private @Nullable Cluster cluster;
  private @Nullable CacheLab lab;
  private @Nullable Ending ending;
  private String target = "";
  private int run;
  private long version;

  /** A player of these exhibits, with time to read along. */
  public Player(List<Exhibit> exhibits, Stage stage) {
    this(exhibits, stage, Manner.READ_ALONG);
  }

  /** A player of these exhibits. */
  public Player(List<Exhibit> exhibits, Stage stage, Manner manner) {
    this.exhibits = List.copyOf(exhibits);
    this.stage = stage;
    this.manner = manner;
  }

  /** A player without exhibits. */
  public static Player without() {
    return new Player(
        List.of(),
        (_, _) -> {
          throw new IOException("there is no stage");
        });
  }

  /**
   * Who shows the cluster of a run: told of it when it stands, and of null when the window's own is
   * to be shown again.
   */
  public void handTo(Consumer<@Nullable Cluster> window) {
    handOver = window;
  }

  /** All exhibits. */
  public List<Exhibit> exhibits() {
    return exhibits;
  }

  /** The chosen one, null for none. */
  public @Nullable Exhibit chosen() {
    return chosen;
  }

  /** The era it is to be played in. */
  public String era() {
    return era;
  }

  /** The steps that have begun, oldest first. */
  public List<Beat> beats() {
    return List.copyOf(beats);
  }

  /** The lab of the run, null when it has none. */
  public @Nullable CacheLab lab() {
    return lab;
  }

  /** How the run ended, null while it has not. */
  public @Nullable Ending ending() {
    return ending;
  }

  /** The node or panel that is pointed at, empty for none. */
  public String target() {
    return target;
  }

  /** Whether a run has begun and not been left. */
  public boolean running() {
    return director != null;
  }

  /** Whether it plays on by itself. */
  public boolean playing() {
    Director now = director;
    return now != null && ending == null && now.playing();
  }

  /** Grows with each change. */
  public long version() {
    return version;
  }

  /** Whether the exhibits are shown beside the cluster. */
  public ReadOnlyBooleanProperty open() {
    return open.getReadOnlyProperty();
  }

  /** Shows or hides the exhibits. */
  public void toggle() {
    open.set(!open.get());
    version++;
  }

  /** Chooses an exhibit, null for the list of all; a run is left. */
  public void choose(@Nullable Exhibit exhibit) {
    boolean left = director != null;
    end();
    chosen = exhibit;
    era = exhibit == null ? "" : exhibit.defaultEra();
    version++;
    if (left) {
      handOver.accept(null);
    }
  }

  /** Chooses the era; a run in another is ended. */
  public void era(String name) {
    if (!name.equals(era)) {
      end();
      era = name;
      version++;
    }
  }

  /** Begins, goes on, or stands still. */
  public void playOrPause() {
    if (playing() && director != null) {
      director.pause();
    } else {
      ready(Director::play);
    }
    version++;
  }

  /** One step. */
  public void step() {
    ready(Director::step);
    version++;
  }

  /** Plays from the beginning, on a new cluster. */
  public void again() {
    end();
    playOrPause();
  }

  /** Answers the prediction that waits. */
  public void answer(int choice) {
    if (director != null && !beats.isEmpty() && beats.getLast().state() == Beat.State.ASKED) {
      beats.set(beats.size() - 1, beats.getLast().chosen(choice));
      director.choose(choice);
      version++;
    }
  }

  /** Ends a run and its cluster. */
  public void close() {
    end();
  }

  private void ready(Consumer<Director> then) {
    Exhibit exhibit = chosen;
    if (exhibit == null) {
      return;
    }
    if (ending != null) {
      end();
    }
    Director now = director;
    if (now == null) {
      int mine = ++run;
      now = new Director(exhibit, era, stage, manner, told -> FxThread.run(() -> told(mine, told)));
      director = now;
    }
    then.accept(now);
  }

  private void end() {
    run++;
    if (director != null) {
      director.close();
      director = null;
    }
    if (cluster != null) {
      closeAside(cluster::close);
      cluster = null;
    }
    if (lab != null) {
      closeAside(lab::close);
      lab = null;
    }
    beats.clear();
    ending = null;
    target = "";
  }

  /** Closing waits for the threads of the nodes; this thread does not. */
  private static void closeAside(Runnable close) {
    Thread.ofVirtual().name("close-exhibit").start(close);
  }

  private void told(int whose, Progress progress) {
    if (whose != run) {
      if (progress instanceof Progress.Opened(Scene late)) {
        closeAside(late.cluster()::close);
      } else if (progress instanceof Progress.LabOpened(CacheLab late)) {
        closeAside(late::close);
      }
      return;
    }
    version++;
    switch (progress) {
      case Progress.Opened(Scene scene) -> {
        cluster = scene.cluster();
        handOver.accept(scene.cluster());
      }
      case Progress.LabOpened(CacheLab opened) -> lab = opened;
      case Progress.Began(int index) -> begin(index);
      case Progress.Asked(int index) -> beats.set(index, beats.get(index).with(Beat.State.ASKED));
      case Progress.Ended(int index, glasshouse.engine.exhibit.Result result) ->
          beats.set(index, beats.get(index).with(result));
      case Progress.Judged(int index, int choice, String seen, boolean right) ->
          beats.set(index, beats.get(index).judged(verdict(choice, seen, right)));
      case Progress.Finished(Ending how) -> {
        ending = how;
        target = "";
      }
    }
  }

  private void begin(int index) {
    Exhibit exhibit = chosen;
    if (exhibit == null) {
      return;
    }
    Step step = exhibit.steps().get(index);
    beats.add(
        new Beat(index + 1, step, step.words(era), Beat.State.RUNNING, "", List.of(), -1, ""));
    switch (step) {
      case Step.PointAt(int _, String place) -> target = place;
      case Step.Do _, Step.Act _, Step.InLab _, Step.Pass _ -> target = "";
      case Step.Say _, Step.WaitUntil _, Step.Predict _, Step.Expect _ -> {}
    }
  }

  private static String verdict(int choice, String seen, boolean right) {
    return choice < 0
        ? "The run says " + seen + "."
        : right ? "Right: the run says " + seen + "." : "Not so: the run says " + seen + ".";
  }
}
