package glasshouse.engine.lab;

import glasshouse.engine.view.LabView;
import java.util.List;

/** A program that a lab can run, written in one or more ways. */
public interface Program {
  /** What there is to say of it. */
  Card card();

  /** Starts it, in one of its variants, on the bench's empty directory. */
  Service start(Bench bench, String variant) throws Exception;

  /**
   * What there is to say of a program.
   *
   * @param id the word for it
   * @param title what it is called
   * @param about what it shows, in a sentence
   * @param variants the ways it is written in, the first as it was found
   * @param requests what can be asked of it
   */
  record Card(
      String id,
      String title,
      String about,
      List<LabView.Choice> variants,
      List<LabView.Choice> requests) {}

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
