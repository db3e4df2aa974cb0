package glasshouse.engine.exhibit;

import glasshouse.engine.CacheLab;
import glasshouse.engine.Cluster;
import glasshouse.engine.exhibit.Progress.Ending;
import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.EngineEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exhibit played in the simulator beforehand, with nobody there: what every step will do. A
 * later play in the same era is the same in all of it.
 *
 * @param opening the cast before the first step
 * @param moments the steps that were played
 * @param ending how it ended
 */
public record Rehearsal(ClusterView opening, List<Moment> moments, Ending ending) {
  /**
   * A step and what came of it.
   *
   * @param result how it went
   * @param view the cluster after it
   * @param events what happened during it, oldest first
   */
  public record Moment(Result result, ClusterView view, List<EngineEvent> events) {}

  /** Plays the whole; takes a moment. What is played in a lab is not played beforehand. */
  public static Rehearsal of(Exhibit exhibit, String era) throws InterruptedException {
    if (exhibit.inLab()) {
      Ending ending = new Ending.Broken("what real threads do cannot be played beforehand");
      return new Rehearsal(ClusterView.EMPTY, List.of(), ending);
    }
    Listener listener = new Listener();
    try (Director director =
        new Director(exhibit, era, new SimStage(), Manner.ALONE, listener::told)) {
      director.play();
      director.join();
    }
    return listener.rehearsal();
  }

  /** The cluster after so many steps; after the last one played when there are fewer. */
  public ClusterView after(int steps) {
    return steps == 0 || moments.isEmpty()
        ? opening
        : moments.get(Math.min(steps, moments.size()) - 1).view();
  }

  /** Hears all on the thread of its director, which nobody looks at before it has ended. */
  private static final class Listener {
    private @Nullable Cluster cluster;
    private ClusterView opening = ClusterView.EMPTY;
    private final List<Moment> moments = new ArrayList<>();
    private Ending ending = new Ending.Cancelled();

    void told(Progress progress) {
      switch (progress) {
        case Progress.Opened(Scene scene) -> cluster = scene.cluster();
        case Progress.LabOpened(CacheLab lab) -> lab.close();
        case Progress.Began(int step) -> {
          if (step == 0 && cluster != null) {
            opening = cluster.view();
            cluster.drainEvents(_ -> {});
          }
        }
        case Progress.Ended(int _, Result result) -> end(result);
        case Progress.Finished(Ending how) -> {
          ending = how;
          if (cluster != null) {
            cluster.close();
          }
        }
        case Progress.Asked _, Progress.Judged _ -> {}
      }
    }

    private void end(Result result) {
      Cluster played = cluster;
      if (played != null) {
        List<EngineEvent> events = new ArrayList<>();
        played.drainEvents(events::add);
        moments.add(new Moment(result, played.view(), List.copyOf(events)));
      }
    }

    Rehearsal rehearsal() {
      return new Rehearsal(opening, List.copyOf(moments), ending);
    }
  }
}
