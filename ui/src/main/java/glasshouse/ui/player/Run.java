package glasshouse.ui.player;

import glasshouse.engine.CacheLab;
import glasshouse.engine.exhibit.Director;
import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Manner;
import glasshouse.engine.exhibit.Progress;
import glasshouse.engine.exhibit.Progress.Ending;
import glasshouse.engine.exhibit.RealTime;
import glasshouse.engine.exhibit.Result;
import glasshouse.engine.exhibit.Scene;
import glasshouse.engine.exhibit.Stage;
import glasshouse.engine.exhibit.Step;
import glasshouse.ui.fx.FxThread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One play of an exhibit from its beginning: the director, the cast, and what was shown so far. */
final class Run {
  private final Exhibit exhibit;
  private final String era;
  private final Director director;
  private final List<Beat> beats = new ArrayList<>();
  private final Map<Integer, Integer> answers = new LinkedHashMap<>();
  private @Nullable Scene scene;
  private @Nullable CacheLab lab;
  private @Nullable Ending ending;
  private @Nullable RealTime byHand;
  private int asked;
  private String target = "";

  /** A run that waits for its first step; {@code told} hears of it on the JavaFX thread. */
  Run(
      Exhibit exhibit,
      String era,
      Stage stage,
      Manner manner,
      double speed,
      BiConsumer<Run, Progress> told) {
    this.exhibit = exhibit;
    this.era = era;
    director =
        new Director(
            exhibit,
            era,
            stage,
            manner,
            progress -> FxThread.run(() -> told.accept(this, progress)));
    director.speed(speed);
  }

  Director director() {
    return director;
  }

  List<Beat> beats() {
    return beats;
  }

  @Nullable Scene scene() {
    return scene;
  }

  @Nullable CacheLab lab() {
    return lab;
  }

  @Nullable Ending ending() {
    return ending;
  }

  String target() {
    return target;
  }

  /** Questions answered so far, by step. */
  Map<Integer, Integer> answers() {
    return answers;
  }

  /** Steps that are over. */
  int ended() {
    boolean under = !beats.isEmpty() && beats.getLast().open();
    return under ? beats.size() - 1 : beats.size();
  }

  /** The era it is played in. */
  String era() {
    return era;
  }

  /** Steps that it was asked for. */
  int asked() {
    return asked;
  }

  /** The steps that it was asked for are over, or it is over itself. */
  boolean arrived() {
    return ending != null || (scene != null || lab != null) && ended() >= asked;
  }

  /** Plays as far as so many steps without a pause; what was answered before is answered again. */
  void skipTo(int steps, Map<Integer, Integer> before) {
    int under = Math.max(asked, beats.size());
    asked = steps;
    Map<Integer, Integer> known = new LinkedHashMap<>();
    for (int i = 0; i < steps; i++) {
      if (exhibit.steps().get(i) instanceof Step.Predict) {
        known.put(i, before.getOrDefault(i, -1));
      }
    }
    answers.putAll(known);
    if (steps > under) {
      director.skip(steps - under, known);
    }
  }

  /** Stands still behind the step that is under way. */
  void pause() {
    director.pause();
    asked = 0;
  }

  boolean playing() {
    return ending == null && byHand == null && director.playing();
  }

  /** Whether a person goes on from here. */
  boolean isByHand() {
    return byHand != null;
  }

  /** Leaves the story: no further step is played, and time passes. */
  void takeInHand() {
    director.close();
    Scene now = scene;
    if (byHand == null && now != null && now.simulated()) {
      byHand = new RealTime(now.pace());
    }
  }

  void answer(int choice) {
    if (!beats.isEmpty() && beats.getLast().state() == Beat.State.ASKED) {
      int index = beats.size() - 1;
      answers.put(index, choice);
      beats.set(index, beats.getLast().chosen(choice));
      director.choose(choice);
    }
  }

  /** Ends it, wherever it is, and its cluster. */
  void close() {
    director.close();
    if (byHand != null) {
      byHand.close();
    }
    Scene now = scene;
    if (now != null) {
      closeAside(now.cluster()::close);
    }
    if (lab != null) {
      closeAside(lab::close);
    }
  }

  /** Closing waits for the threads of nodes and labs; this thread does not. */
  static void closeAside(Runnable close) {
    Thread.ofVirtual().name("close-exhibit").start(close);
  }

  void hear(Progress progress) {
    switch (progress) {
      case Progress.Opened(Scene opened) -> scene = opened;
      case Progress.LabOpened(CacheLab opened) -> lab = opened;
      case Progress.Began(int index) -> begin(index);
      case Progress.Asked(int index) -> beats.set(index, beats.get(index).with(Beat.State.ASKED));
      case Progress.Ended(int index, Result result) ->
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
    Step step = exhibit.steps().get(index);
    Beat beat =
        new Beat(index + 1, step, step.words(era), Beat.State.RUNNING, "", List.of(), -1, "");
    Integer known = answers.get(index);
    beats.add(known == null ? beat : beat.chosen(known));
    switch (step) {
      case Step.PointAt(int _, String place) -> target = place;
      case Step.Do _, Step.Act _, Step.InLab _, Step.Pass _ -> target = "";
      case Step.Replay replay -> target = replay.chief().node();
      case Step.Say _, Step.WaitUntil _, Step.Predict _, Step.Expect _ -> {}
    }
  }

  private static String verdict(int choice, String seen, boolean right) {
    return choice < 0
        ? "The run says " + seen + "."
        : right ? "Right: the run says " + seen + "." : "Not so: the run says " + seen + ".";
  }
}
