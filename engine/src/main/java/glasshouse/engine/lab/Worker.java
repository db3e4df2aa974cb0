package glasshouse.engine.lab;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** A thread of the service, from its task to what came of it. */
final class Worker {
  final String name;
  final String task;
  final Thread thread;
  final long began = System.nanoTime();

  private volatile String result = "";
  private volatile boolean failed;
  private volatile long ended;

  /** What it lingers over; empty when it does not. Guarded by this, which it waits on. */
  private String lingers = "";

  private long lingersSince;

  /**
   * Starts it.
   *
   * @param reader rewrites texts for people
   * @param done told of its name and result
   */
  Worker(
      String name,
      String task,
      Callable<String> work,
      UnaryOperator<String> reader,
      BiConsumer<String, String> done) {
    this.name = name;
    this.task = task;
    thread = Thread.ofPlatform().name(name).daemon().unstarted(() -> run(work, reader, done));
  }

  private void run(
      Callable<String> work, UnaryOperator<String> reader, BiConsumer<String, String> done) {
    String text;
    try {
      text = work.call();
    } catch (Exception failure) {
      failed = true;
      text = "error: " + why(failure);
    }
    ended = System.nanoTime();
    result = reader.apply(text);
    done.accept(name, result);
  }

  private String why(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case InterruptedException _ -> "interrupted";
      case ExecutionException _ when failure.getCause() instanceof Exception cause -> why(cause);
      default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : message;
    };
  }

  boolean done() {
    return !result.isEmpty();
  }

  boolean failed() {
    return failed;
  }

  String result() {
    return result;
  }

  long ended() {
    return ended;
  }

  synchronized void linger(String over) throws InterruptedException {
    lingers = over;
    lingersSince = System.nanoTime();
    try {
      while (!lingers.isEmpty()) {
        wait();
      }
    } finally {
      lingers = "";
    }
  }

  /** Lets it go on; false when it does not linger. */
  synchronized boolean release() {
    boolean there = !lingers.isEmpty();
    lingers = "";
    notifyAll();
    return there;
  }

  synchronized String lingers() {
    return lingers;
  }

  synchronized long lingersSince() {
    return lingersSince;
  }
}
