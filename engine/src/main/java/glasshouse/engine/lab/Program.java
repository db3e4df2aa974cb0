package glasshouse.engine.lab;

import glasshouse.engine.view.LabView;
import java.util.List;

/** A program that a lab can run, written in one or more ways. */
public interface Program {
  /** The word for it. */
  String id();

  /** What it is called. */
  String title();

  /** What it shows, in a sentence. */
  String about();

  /** The ways it is written in, the first as it was found. */
  List<LabView.Choice> variants();

  /** What can be asked of it. */
  List<LabView.Choice> requests();

  /** Starts it, in one of its variants, on the bench's empty directory. */
  Service start(Bench bench, String variant) throws Exception;

  /** A program that runs. */
  interface Service extends AutoCloseable {
    /**
     * Does what is asked, on the request's own thread, and says what came of it. May be called by
     * many threads; returns with an exception soon after its thread was interrupted.
     *
     * @throws IllegalArgumentException when the program knows no such request
     */
    String request(List<String> words) throws Exception;

    /** Called when all threads have ended. */
    @Override
    default void close() {}
  }
}
