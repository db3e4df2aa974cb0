package glasshouse.ui.player;

import glasshouse.engine.Action;
import glasshouse.engine.Cluster;
import glasshouse.engine.Console;
import glasshouse.engine.Outcome;
import glasshouse.engine.exhibit.Recorder;
import glasshouse.engine.exhibit.Scene;
import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.EngineEvent;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The cluster of a run as the window sees it. It stays when the run is played anew from another
 * step: then another cluster stands behind it. Whatever a person does to it is told first.
 */
final class RunCluster implements Cluster {
  /** What is answered behind its end. */
  static final String CLOSED = "the cluster is closed";

  private final ExecutorService aside =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("by-hand-", 0).factory());
  private final Runnable touched;
  private volatile Scene scene;

  RunCluster(Scene scene, Runnable touched) {
    this.scene = scene;
    this.touched = touched;
  }

  /** Puts another cluster behind it; the one before is the caller's to close. */
  void put(Scene other) {
    scene = other;
  }

  /** What writes down what is done by hand; null while the story is played. */
  @Nullable Recorder recorder() {
    return now() instanceof Recorder recorder ? recorder : null;
  }

  Cluster now() {
    return scene.cluster();
  }

  @Override
  public ClusterView view() {
    return now().view();
  }

  @Override
  public long drainEvents(Consumer<EngineEvent> reader) {
    return now().drainEvents(reader);
  }

  @Override
  public boolean tells(String node, String words) {
    return now().tells(node, words);
  }

  @Override
  public void act(Action action, Consumer<Outcome> done) {
    touched.run();
    if (!aside(() -> now().act(action, done))) {
      done.accept(new Outcome.Refused(CLOSED));
    }
  }

  @Override
  public Console console(String node) {
    return new RunConsole(this, node);
  }

  /** Tells that a person types. */
  void touch() {
    touched.run();
  }

  /**
   * Works on a thread of its own. A simulated cluster works on the thread that asks; the window's
   * must not wait for it.
   *
   * @return false when it is too late: the cluster is closed
   */
  boolean aside(Runnable work) {
    try {
      aside.execute(work);
      return true;
    } catch (RejectedExecutionException _) {
      return false;
    }
  }

  @Override
  public void close() {
    aside(() -> now().close());
    aside.shutdown();
  }
}
