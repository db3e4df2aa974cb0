package glasshouse.ui.fx;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;

/**
 * The only way onto the JavaFX thread. Whatever is handed over while a round is waiting goes with
 * that round, so that a slow screen is never sent more than one job.
 */
public final class FxThread {
  private static final ConcurrentLinkedQueue<Runnable> WAITING = new ConcurrentLinkedQueue<>();
  private static final AtomicBoolean UNDERWAY = new AtomicBoolean();

  private FxThread() {}

  /** Runs {@code job} on the JavaFX thread, soon; jobs keep their order. */
  public static void run(Runnable job) {
    WAITING.add(job);
    if (UNDERWAY.compareAndSet(false, true)) {
      Platform.runLater(FxThread::round);
    }
  }

  /** Fails when called from another thread: for code that touches the scene. */
  public static void check() {
    if (!Platform.isFxApplicationThread()) {
      throw new IllegalStateException("not the JavaFX thread: " + Thread.currentThread().getName());
    }
  }

  private static void round() {
    UNDERWAY.set(false);
    for (Runnable job = WAITING.poll(); job != null; job = WAITING.poll()) {
      job.run();
    }
  }
}
