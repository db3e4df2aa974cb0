package glasshouse.ui.player;

import glasshouse.engine.CacheLab;
import glasshouse.engine.Cluster;
import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Manner;
import glasshouse.engine.exhibit.Progress.Ending;
import glasshouse.engine.exhibit.Recorder;
import glasshouse.engine.exhibit.Rehearsal;
import glasshouse.engine.exhibit.Scene;
import glasshouse.engine.exhibit.SimStage;
import glasshouse.engine.exhibit.Stage;
import glasshouse.engine.exhibit.Tour;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The exhibits of the window and the one that is played. All is called on the JavaFX thread.
 *
 * <p>An exhibit is played in the simulator, where going back means to play it anew as far as that
 * step; or, if one wants, on real ports. Each run has a cluster of its own, which the window is
 * handed to show.
 */
public final class Player {
  /** How fast it can play, 1 being the pace at which one reads along. */
  public static final List<Double> SPEEDS = List.of(0.5, 1.0, 2.0, 4.0, 8.0, 16.0);

  private final List<Exhibit> exhibits;
  private final Stage real;
  private final Manner manner;
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper(false);
  private final Rehearsals rehearsals = new Rehearsals(this::changed);
  private final Walk walk;
  private final Seeds seeds;
  private final Beside beside;
  private Consumer<@Nullable Cluster> handOver = _ -> {};
  private Consumer<CacheLab> labTo = _ -> {};
  private @Nullable Exhibit chosen;
  private String era = "";
  private boolean onPorts;
  private double speed = 1;
  private final Runs runs = new Runs(this::show, this::changed);
  private @Nullable RunCluster cluster;
  private long version;

  /** A player of these exhibits, with time to read along. */
  public Player(List<Exhibit> exhibits, List<Tour> tours, Stage real) {
    this(exhibits, tours, real, Manner.READ_ALONG);
  }

  /** A player of these exhibits; {@code real} is where they are played on real ports. */
  public Player(List<Exhibit> exhibits, List<Tour> tours, Stage real, Manner manner) {
    this.exhibits = List.copyOf(exhibits);
    this.walk = new Walk(tours, this);
    this.seeds = new Seeds(this);
    this.beside = new Beside(this);
    this.real = real;
    this.manner = manner;
  }

  /** A player without exhibits. */
  public static Player without() {
    return new Player(
        List.of(),
        List.of(),
        (_, _) -> {
          throw new IOException("there is no stage");
        });
  }

  /**
   * Who shows the cluster of a run: told of it when it stands, again each time it has gone back or
   * ahead, and of null when the window's own is to be shown again.
   */
  public void handTo(Consumer<@Nullable Cluster> window) {
    handOver = window;
  }

  /** Who shows the lab of a run: told of it when it stands. */
  public void handLabTo(Consumer<CacheLab> window) {
    labTo = window;
  }

  /** All exhibits. */
  public List<Exhibit> exhibits() {
    return exhibits;
  }

  /** The tours past them. */
  public Walk walk() {
    return walk;
  }

  /** The seeds of the fuzzer that are opened among them. */
  public Seeds seeds() {
    return seeds;
  }

  /** The era that is shown beside the one that is played. */
  public Beside beside() {
    return beside;
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
    Run shown = runs.shown();
    return shown == null ? List.of() : List.copyOf(shown.beats());
  }

  /** Steps that are over. */
  public int ended() {
    Run shown = runs.shown();
    return shown == null ? 0 : shown.ended();
  }

  /** The lab of the run, null when it has none. */
  public @Nullable CacheLab lab() {
    Run shown = runs.shown();
    return shown == null ? null : shown.lab();
  }

  /** How the run ended, null while it has not. */
  public @Nullable Ending ending() {
    Run shown = runs.shown();
    return shown == null || shown.isByHand() ? null : shown.ending();
  }

  /**
   * How far a play is that goes to another step while this one is shown.
   *
   * @param ended steps of it that are over
   * @param to steps that are to be over
   * @param millis how long it has taken so far
   */
  public record Coming(int ended, int to, long millis) {}

  /** The play that is to take the place of this one, null for none. */
  public @Nullable Coming coming() {
    return runs.progress();
  }

  /** How many steps were to be played to go where one went last. */
  public int replayed() {
    return runs.replayed();
  }

  /** How many plays stand ready behind the step that is shown, to go back from there. */
  public int ready() {
    return runs.waiting();
  }

  /** Stays at this step: another that is on its way is given up. False when none is. */
  public boolean stay() {
    Run stays = runs.stay();
    if (stays == null) {
      return false;
    }
    era = stays.era();
    version++;
    return true;
  }

  /** The node or panel that is pointed at, empty for none. */
  public String target() {
    Run shown = runs.shown();
    return shown == null ? "" : shown.target();
  }

  /** Whether a run has begun and not been left. */
  public boolean running() {
    return runs.shown() != null;
  }

  /** Whether the cast of the run stands, or its lab. */
  public boolean stands() {
    Run shown = runs.shown();
    return shown != null && (shown.scene() != null || shown.lab() != null);
  }

  /** Whether it plays on by itself. */
  public boolean playing() {
    Run shown = runs.shown();
    return shown != null && shown.playing();
  }

  /** Whether a person has left the story and goes on by hand. */
  public boolean byHand() {
    Run shown = runs.shown();
    return shown != null && shown.isByHand();
  }

  /** What every step does in this era, null while that is not known, and on real ports. */
  public @Nullable Rehearsal rehearsal() {
    return rehearsal(era);
  }

  /** The same in another era. */
  @Nullable Rehearsal rehearsal(String inEra) {
    return onPorts || chosen == null || chosen.inLab() ? null : rehearsals.of(chosen, inEra);
  }

  /** Why the chosen one is not played on real ports, empty when it is or none is chosen. */
  public String notOnPorts() {
    if (chosen == null) {
      return "";
    }
    return chosen.inLab() ? "a lab has no nodes; what it does is real" : chosen.onlySimulated();
  }

  /** Whether it is played on real ports. */
  public boolean onPorts() {
    return onPorts;
  }

  /** How fast it plays, one of {@link #SPEEDS}. */
  public double speed() {
    return speed;
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

  /** Chooses an exhibit, null for the list of all; a run is left, and so is a tour. */
  public void choose(@Nullable Exhibit exhibit) {
    walk.leave();
    boolean left = running();
    change(exhibit, exhibit == null ? "" : exhibit.defaultEra(), "");
    if (left) {
      leave();
    }
  }

  private void change(@Nullable Exhibit exhibit, String inEra, String other) {
    end();
    seeds.forget();
    chosen = exhibit;
    onPorts = onPorts && notOnPorts().isEmpty();
    era = inEra;
    beside.set(other);
    version++;
  }

  /** Shows a stop of a tour: its cast stands there, in both eras. */
  void visit(Tour.Stop stop) {
    if (!stop.exhibit().equals(chosen)) {
      // Another cast: the consoles of this one lead nowhere there.
      cluster = null;
    }
    change(stop.exhibit(), stop.era(), stop.beside());
    onPorts = false;
    open.set(true);
    seek(0);
  }

  /** Shows an exhibit where so many of its steps are over. */
  void openAt(Exhibit exhibit, int steps) {
    choose(exhibit);
    open.set(true);
    seek(steps);
  }

  /** Shows the list of all. */
  void showAll() {
    choose(null);
    open.set(true);
  }

  private void leave() {
    cluster = null;
    handOver.accept(null);
  }

  /** Chooses the era; a run in another goes on at the same step in this one. */
  public void era(String name) {
    if (!name.equals(era)) {
      int step = ended();
      boolean begun = running() && !onPorts;
      runs.forget();
      era = name;
      beside.played(name);
      version++;
      if (begun && chosen != null) {
        anew(chosen, step);
      } else {
        end();
      }
    }
  }

  /**
   * Chooses between simulated nodes and real ones on real ports; a run is ended. Nothing happens
   * where {@link #notOnPorts} says why.
   */
  public void onPorts(boolean yes) {
    if (yes != onPorts && (!yes || notOnPorts().isEmpty())) {
      end();
      onPorts = yes;
      version++;
    }
  }

  /** Plays faster or slower by itself. */
  public void speed(double factor) {
    speed = factor;
    Run shown = runs.shown();
    if (shown != null) {
      shown.director().speed(factor);
    }
    version++;
  }

  /** The next speed of {@link #SPEEDS} upwards (1) or downwards (-1). */
  public void faster(int direction) {
    int at = SPEEDS.indexOf(speed) + direction;
    speed(SPEEDS.get(Math.clamp(at, 0, SPEEDS.size() - 1)));
  }

  /** Begins, goes on, or stands still. */
  public void playOrPause() {
    Run shown = runs.shown();
    if (shown != null && shown.playing()) {
      shown.pause();
    } else {
      ready(run -> run.director().play());
    }
    version++;
  }

  /** One step. */
  public void step() {
    ready(run -> run.director().step());
    version++;
  }

  /** One step back. */
  public void back() {
    seek(ended() - 1);
  }

  /** To the next step of note ahead (1) or back (-1): an act, a question, a fault, a finding. */
  public void seekNotable(int direction) {
    int to = chosen == null ? ended() : Notable.next(chosen.steps(), ended(), direction);
    if (to != ended()) {
      seek(to);
    }
  }

  /** Goes to where so many steps are over, back or ahead. On real ports one can only go ahead. */
  public void seek(int steps) {
    Exhibit exhibit = chosen;
    if (exhibit == null || steps == ended() && running() && !byHand()) {
      return;
    }
    int to = Math.clamp(steps, 0, exhibit.steps().size());
    Run now = runs.shown();
    if (now != null && !now.isByHand() && now.ending() == null && to > now.beats().size()) {
      now.skipTo(to, now.answers());
    } else if (!onPorts) {
      anew(exhibit, to);
    }
    version++;
  }

  /** Plays from the beginning, on a new cluster. */
  public void again() {
    end();
    playOrPause();
  }

  /** Leaves the story at this point: what follows is done by hand. */
  public void fork() {
    Run now = runs.shown();
    Scene scene = now == null ? null : now.scene();
    if (now == null || scene == null || chosen == null || now.isByHand() || onPorts) {
      return;
    }
    now.takeInHand();
    version++;
    if (cluster != null) {
      Cluster recorder = new Recorder(scene, era, chosen, now.ended());
      cluster.put(new Scene(recorder, scene.pace()));
    }
  }

  /** What writes down what is done by hand after a fork, null when there is none. */
  public @Nullable Recorder recorder() {
    return cluster == null ? null : cluster.recorder();
  }

  /** Answers the prediction that waits. */
  public void answer(int choice) {
    Run shown = runs.shown();
    if (shown != null) {
      shown.answer(choice);
      version++;
    }
  }

  /** Ends a run and its cluster. */
  public void close() {
    end();
    rehearsals.close();
  }

  private void ready(Consumer<Run> then) {
    if (chosen == null) {
      return;
    }
    Run now = runs.shown();
    if (now != null && now.isByHand()) {
      then.accept(anew(chosen, now.ended()));
      return;
    }
    if (now != null && now.ending() != null) {
      end();
      now = null;
    }
    if (now == null) {
      now = runs.begin(maker(chosen));
    }
    then.accept(now);
  }

  /** What is shown is no longer as it was. */
  void changed() {
    version++;
  }

  private Run anew(Exhibit exhibit, int to) {
    Run next = runs.anew(maker(exhibit), to);
    next.director().speed(speed);
    return next;
  }

  private Runs.Maker maker(Exhibit exhibit) {
    Stage stage = onPorts ? real : new SimStage();
    String played = era;
    return new Runs.Maker(
        () -> new Run(exhibit, played, stage, manner, speed, runs::told),
        !onPorts && Parked.helps(exhibit));
  }

  private void end() {
    runs.end();
  }

  private void show(Run run) {
    CacheLab lab = run.lab();
    if (lab != null) {
      labTo.accept(lab);
    }
    Scene scene = run.scene();
    if (scene == null) {
      return;
    }
    RunCluster front = cluster;
    if (front == null) {
      front = new RunCluster(scene, this::fork);
      cluster = front;
    } else {
      front.put(scene);
    }
    handOver.accept(front);
  }
}
