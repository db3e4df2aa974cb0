package glasshouse.ui.player;

import glasshouse.engine.Cluster;
import glasshouse.engine.exhibit.RealTime;
import glasshouse.engine.exhibit.Scene;
import java.util.concurrent.atomic.AtomicBoolean;

/** A simulated cluster at a moment somebody wants to look at. */
public final class Standing {
  private Standing() {}

  /** The cluster for a window: its time stands still until a person does something to it. */
  public static Cluster of(Scene scene) {
    AtomicBoolean touched = new AtomicBoolean();
    return new RunCluster(
        scene,
        () -> {
          if (touched.compareAndSet(false, true)) {
            new RealTime(scene.pace());
          }
        });
  }
}
