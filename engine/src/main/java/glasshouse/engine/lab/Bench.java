package glasshouse.engine.lab;

import glasshouse.engine.cache.Tx;
import glasshouse.engine.lock.LockRegistry;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** What a program of a lab works with. All methods may be called by many threads. */
public interface Bench {
  /** Where locks are claimed. */
  LockRegistry registry();

  /** The program's file. */
  Path file();

  /** The lab's clock, milliseconds since 1970 UTC. It stands still unless it is moved. */
  long now();

  /** Writes to the log. */
  void log(String text);

  /** Sets a figure of the program. */
  void fact(String name, String value);

  /** Counts a figure of the program up, from 0. */
  void count(String name);

  /**
   * Waits, on purpose, until the user lets this thread go on.
   *
   * @param over what it waits for, for example "the client reads slowly"
   * @throws InterruptedException when it was interrupted
   */
  void linger(String over) throws InterruptedException;

  /** Starts a thread of the service besides those of the requests. */
  void fork(String task, Callable<String> work);

  /**
   * Makes something known that is open, so that the user can close it. Nothing happens to it when
   * the lab ends but that it is closed, if it still is not.
   */
  void open(String name, String about, AutoCloseable what);

  /** Something that was open is closed. */
  void closed(String name);

  /** Makes known which pages a reading transaction sees, until the function ends that it gives. */
  Runnable reading(Tx tx);
}
