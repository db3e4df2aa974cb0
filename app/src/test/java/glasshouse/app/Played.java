package glasshouse.app;

import glasshouse.engine.exhibit.Director;
import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Manner;
import glasshouse.engine.exhibit.Progress;
import glasshouse.engine.exhibit.Result;
import glasshouse.engine.exhibit.Scene;
import glasshouse.engine.exhibit.Stage;
import glasshouse.engine.exhibit.Step;
import glasshouse.engine.view.EngineEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A play that is over, as far as it must be the same wherever it is played. */
final class Played {
  private final Exhibit exhibit;
  private final List<String> outcome = new ArrayList<>();
  private final Map<String, List<String>> events = new TreeMap<>();
  private final Predicate<String> bound;
  private @Nullable Scene scene;
  private Progress.@Nullable Ending ending;

  private Played(Exhibit exhibit, Predicate<String> bound) {
    this.exhibit = exhibit;
    this.bound = bound;
  }

  /**
   * Plays it.
   *
   * @param bound whether an event of these words must come at its place
   */
  static Played play(Exhibit exhibit, String era, Stage stage, Predicate<String> bound)
      throws InterruptedException {
    Played played = new Played(exhibit, bound);
    try (Director director = new Director(exhibit, era, stage, Manner.ALONE, played::hear)) {
      director.play();
      director.join();
    } finally {
      if (played.scene != null) {
        played.scene.cluster().close();
      }
    }
    return played;
  }

  /** Whether the other came out the same, in all that is told of it here. */
  boolean isAs(Played other) {
    return Objects.equals(ending, other.ending)
        && outcome().equals(other.outcome())
        && events().equals(other.events());
  }

  /** How it ended. */
  Progress.@Nullable Ending ending() {
    return ending;
  }

  /** What came of each step. */
  List<String> outcome() {
    return outcome.stream().map(this::masked).toList();
  }

  /**
   * By node: the kinds and words of its events in their order, repetitions left out, and between
   * them the numbers of the steps at which the cluster was at rest. So the order between nodes is
   * told as far as there is one: what happens on two nodes between two rests happens at the same
   * time.
   */
  Map<String, List<String>> events() {
    Map<String, List<String>> told = new TreeMap<>();
    events.forEach((node, words) -> told.put(node, words.stream().map(this::masked).toList()));
    return told;
  }

  private void hear(Progress progress) {
    switch (progress) {
      case Progress.Opened(Scene opened) -> scene = opened;
      case Progress.Ended(int step, Result result) -> ended(step, result);
      case Progress.Finished(Progress.Ending how) -> ending = how;
      case Progress.Began(int step) -> begun(step);
      case Progress.LabOpened _, Progress.Asked _, Progress.Judged _ -> {}
    }
  }

  /** How the cast came to stand is no part of the play. */
  private void begun(int step) {
    if (step == 0 && scene != null) {
      scene.cluster().drainEvents(_ -> {});
    }
  }

  private void ended(int index, Result result) {
    Step step = exhibit.steps().get(index);
    outcome.add(index + 1 + " " + step.verb() + ": " + result);
    if (scene != null) {
      scene.cluster().drainEvents(this::keep);
    }
    if (step instanceof Step.Expect) {
      events.values().forEach(list -> list.add("at rest in step " + (index + 1)));
    }
  }

  private void keep(EngineEvent event) {
    String text = event.text();
    String own = event.node() + " ";
    String words =
        event.kind() + " " + (text.startsWith(own) ? text.substring(own.length()) : text);
    if (bound.test(words)) {
      List<String> before = events.computeIfAbsent(event.node(), _ -> new ArrayList<>());
      if (before.isEmpty() || !before.getLast().equals(words)) {
        before.add(words);
      }
    }
  }

  /**
   * Without what is drawn by lot for each play, or read off a clock: ports, ids, processes,
   * clients, durations, and the values that were compared. Of offsets only those that exhibits do
   * not name: whether WAIT has to ask for an ACK, and by how much a master gets ahead by that,
   * depends on when the last one came. The commands of a seed take times from the clock, as {@code
   * XADD} does, so there digests are compared within a play alone.
   */
  private String masked(String text) {
    String seeded =
        exhibit.start() == null ? text : text.replaceAll("\\b[0-9a-f]{8}\\b", "<digest>");
    return seeded
        .replaceAll("127\\.0\\.0\\.1:[0-9]+", "<peer>")
        .replaceAll("on port [0-9]+", "on <port>")
        .replaceAll("\\b[0-9a-f]{40}\\b", "<id>")
        .replaceAll("\\bid=[0-9]+ addr=.* resp=[23]", "<client>")
        .replaceAll("\\bpid [0-9]+", "pid <pid>")
        .replaceAll("[0-9]+\\.[0-9]+ seconds", "<time>")
        .replaceAll("(offsets of [^:]+: equal) \\([^)]*\\)", "$1")
        .replaceAll("second ID was [0-9]+", "second ID was <offset>")
        .replaceAll("((?:key \\S+|replids) of [^:]+: [a-z]+) \\([^)]*\\)", "$1");
  }
}
