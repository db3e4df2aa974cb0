package glasshouse.engine.lock;

import glasshouse.engine.view.LocksView.StockAnswer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/** The finder of deadlocks that every JVM has, asked for comparison. */
public final class StockDetector {
  private StockDetector() {}

  /** Its answer now. */
  public static StockAnswer ask() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] found = threads.findDeadlockedThreads();
    if (found == null) {
      return new StockAnswer(List.of(), "ThreadMXBean.findDeadlockedThreads() finds nothing");
    }
    List<String> names = new ArrayList<>();
    for (ThreadInfo info : threads.getThreadInfo(found)) {
      if (info != null) {
        names.add(info.getThreadName());
      }
    }
    return new StockAnswer(
        names, "ThreadMXBean.findDeadlockedThreads() finds " + String.join(", ", names));
  }

  /** When nobody waits there is nothing to ask. */
  static StockAnswer nothingAsked() {
    return new StockAnswer(List.of(), "nobody waits: it was not asked");
  }
}
