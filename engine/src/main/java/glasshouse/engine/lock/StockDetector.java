package glasshouse.engine.lock;

import glasshouse.engine.view.LocksView.StockAnswer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The finder of deadlocks that every JVM has, asked for comparison. */
public final class StockDetector {
  private StockDetector() {}

  /** Its answer now. */
  public static StockAnswer ask() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return answer(
        threads.findDeadlockedThreads(),
        id -> {
          ThreadInfo info = threads.getThreadInfo(id);
          return info == null ? "#" + id : info.getThreadName();
        });
  }

  /**
   * An answer of it, of any JVM.
   *
   * @param found as it gives it
   * @param name of a thread with that number
   */
  public static StockAnswer answer(long @Nullable [] found, LongFunction<String> name) {
    if (found == null) {
      return new StockAnswer(List.of(), "ThreadMXBean.findDeadlockedThreads() finds nothing");
    }
    List<String> names = LongStream.of(found).mapToObj(name).toList();
    return new StockAnswer(
        names, "ThreadMXBean.findDeadlockedThreads() finds " + String.join(", ", names));
  }

  /** When nobody waits there is nothing to ask. */
  static StockAnswer nothingAsked() {
    return new StockAnswer(List.of(), "nobody waits: it was not asked");
  }
}
