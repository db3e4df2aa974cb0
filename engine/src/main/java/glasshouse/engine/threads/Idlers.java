package glasshouse.engine.threads;

import java.util.List;

/** Where threads normally rest: they wait for work, and nobody waits for them. */
final class Idlers {
  private record Place(String in, String method) {}

  private static final int TOP = 16;

  private static final List<Place> PLACES =
      List.of(
          new Place("java.lang.ref.Reference", "waitForReferencePendingList"),
          new Place("java.lang.ref.ReferenceQueue", "remove"),
          new Place("java.lang.VirtualThread", "takeVirtualThreadListToUnblock"),
          new Place("java.util.concurrent.ThreadPoolExecutor", "getTask"),
          new Place("java.util.concurrent.ForkJoinPool", "awaitWork"),
          new Place("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "take"),
          new Place("java.util.TimerThread", "mainLoop"),
          new Place("sun.nio.ch.EPoll", "wait"),
          new Place("sun.nio.ch.KQueue", "poll"),
          new Place("sun.nio.ch.WEPoll", "wait"),
          new Place("sun.nio.ch.", "accept"),
          new Place("io.netty.channel.epoll.Native", ""),
          new Place("io.netty.util.concurrent.SingleThreadEventExecutor", "takeTask"),
          new Place("io.netty.util.concurrent.GlobalEventExecutor", "takeTask"),
          new Place("io.netty.util.HashedWheelTimer", ""),
          new Place("com.sun.jmx.remote.internal.", ""),
          new Place("sun.rmi.transport.", ""),
          new Place("com.sun.glass.ui.", ""),
          new Place("com.sun.javafx.tk.quantum.", ""),
          new Place("com.sun.management.internal.", "executeDiagnosticCommand"),
          new Place("sun.management.ThreadImpl", "dumpThreads0"));

  private Idlers() {}

  /** Whether the thread rests; one without frames is the JVM's own. */
  static boolean isOne(Seen seen) {
    return seen.stack().isEmpty()
        || PLACES.stream().anyMatch(place -> seen.isIn(place.in, place.method, TOP));
  }
}
