package glasshouse.engine.threads;

import glasshouse.engine.view.ThreadName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a thread does not go on, in words for people. */
final class Reasons {
  /** What a frame near the top means; the first that fits counts. */
  private record Row(String in, String method, String means) {}

  private static final int TOP = 16;
  private static final String LOCKS = "java.util.concurrent.locks.";
  private static final String CONCURRENT = "java.util.concurrent.";

  /** What is not to be seen from the state: the JVM says of these that they run. */
  private static final List<Row> NATIVE =
      List.of(
          new Row("sun.nio.ch.", "lock0", "waits for a Java file lock"),
          new Row("sun.nio.ch.", "force0", "waits until the disk has written"),
          new Row("sun.nio.ch.", "accept", "waits for a connection"),
          new Row("sun.nio.ch.", "connect", "waits for a connection to be made"),
          new Row("sun.nio.ch.EPoll", "wait", "waits for sockets"),
          new Row("sun.nio.ch.KQueue", "poll", "waits for sockets"),
          new Row("sun.nio.ch.WEPoll", "wait", "waits for sockets"),
          new Row("io.netty.channel.epoll.", "", "waits for sockets"),
          new Row("sun.nio.ch.Net", "poll", "waits for a socket"),
          new Row("sun.nio.ch.SocketDispatcher", "", "waits for a socket"),
          new Row("java.net.", "read", "waits for a socket"),
          new Row("java.io.FileInputStream", "", "reads a file or a pipe"),
          new Row("java.lang.Process", "waitFor", "waits for a process to end"));

  private static final List<Row> WAITS =
      List.of(
          new Row("java.lang.Thread", "join", "waits for another thread to end"),
          new Row("java.lang.Thread", "sleep", "sleeps"),
          new Row(CONCURRENT + "TimeUnit", "sleep", "sleeps"),
          new Row("java.lang.Process", "waitFor", "waits for a process to end"),
          new Row(
              LOCKS + "ReentrantReadWriteLock$WriteLock",
              "",
              "waits to write under a ReentrantReadWriteLock"),
          new Row(
              LOCKS + "ReentrantReadWriteLock$ReadLock",
              "",
              "waits to read under a ReentrantReadWriteLock"),
          new Row(LOCKS + "ReentrantLock", "", "waits for a ReentrantLock"),
          new Row(LOCKS + "StampedLock", "", "waits for a StampedLock"),
          new Row(CONCURRENT + "Semaphore", "", "waits for a permit of a Semaphore"),
          new Row(CONCURRENT + "CountDownLatch", "", "waits for a CountDownLatch"),
          new Row(CONCURRENT + "CyclicBarrier", "", "waits for others at a CyclicBarrier"),
          new Row(CONCURRENT + "Phaser", "", "waits for others at a Phaser"),
          new Row(CONCURRENT + "FutureTask", "get", "waits for the result of a task"),
          new Row(CONCURRENT + "CompletableFuture", "", "waits for the result of a task"),
          new Row(CONCURRENT + "ForkJoinTask", "", "waits for the result of a task"),
          new Row(CONCURRENT + "ThreadPoolExecutor", "getTask", "waits for a task to do"),
          new Row(CONCURRENT + "ForkJoinPool", "awaitWork", "waits for a task to do"),
          new Row(CONCURRENT + "ForkJoinPool", "", "waits for a task to end"),
          new Row(CONCURRENT, "take", "waits for something in a queue"),
          new Row(CONCURRENT, "poll", "waits for something in a queue"),
          new Row(CONCURRENT, "put", "waits for room in a queue"),
          new Row(CONCURRENT, "await", "waits for a condition"));

  private Reasons() {}

  static String of(Seen seen, Map<Long, ThreadName> names) {
    if (!seen.initialising().isEmpty()) {
      return "waits until another thread has initialised class " + seen.initialising();
    }
    ThreadName owner = names.get(seen.owner());
    switch (seen.state()) {
      case "BLOCKED" -> {
        return "waits to enter a block synchronized on "
            + seen.blocker()
            + (owner == null ? "" : ", where thread " + owner + " is");
      }
      case "WAITING", "TIMED_WAITING", "PARKED", "TIMED_PARKED" -> {
        String means = row(seen, WAITS);
        if (means.isEmpty()) {
          means =
              seen.blocker().isEmpty()
                  ? "waits to be woken up"
                  : "waits to be woken up, at " + seen.blocker();
        }
        return means + whose(seen, owner);
      }
      default -> {
        String means = row(seen, NATIVE);
        return means.isEmpty() ? "runs" : means;
      }
    }
  }

  private static String whose(Seen seen, @Nullable ThreadName owner) {
    if (owner != null) {
      return " that thread " + owner + " has";
    }
    boolean lock =
        seen.blocker().startsWith(LOCKS) && !seen.blocker().contains("ConditionObject")
            || seen.blocker().startsWith(CONCURRENT + "Semaphore");
    return lock ? "; the JVM does not tell who has it" : "";
  }

  private static String row(Seen seen, List<Row> rows) {
    for (Row row : rows) {
      if (seen.isIn(row.in, row.method, TOP)) {
        return row.means;
      }
    }
    return "";
  }
}
