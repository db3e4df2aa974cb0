package glasshouse.engine;

import glasshouse.engine.lab.Programs;
import glasshouse.engine.lab.RunningLab;
import glasshouse.engine.view.LabView;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The other front door: a small service with real threads on a real file with a real lock, that can
 * be hung, looked into and released. Its clock stands still unless it is moved. All methods but
 * {@link #open} and {@link #close} return at once and may be called from any thread.
 */
public interface CacheLab extends AutoCloseable {
  /** The programs there are, each with a sentence, the story first. */
  static List<LabView.Choice> catalogue() {
    return Programs.catalogue();
  }

  /**
   * Opens a lab with a program of the {@link #catalogue}, in its first variant, in a directory of
   * its own.
   *
   * @throws IllegalArgumentException when there is no such program
   * @throws IOException when the directory or its files cannot be made
   */
  static CacheLab open(String program) throws IOException {
    return RunningLab.open(program);
  }

  /** The newest view; refreshed about twenty times a second. */
  LabView view();

  /** A view of this very moment: may take some milliseconds, and is not for a drawing thread. */
  LabView look();

  /**
   * Carries out an action; {@code done} is told exactly once, on a thread of the lab, or at once
   * when the lab is closed: then it is refused.
   */
  void act(LabAction action, Consumer<Outcome> done);

  /** Ends all threads, whatever they wait for, and removes the files; returns when that is done. */
  @Override
  void close();
}
