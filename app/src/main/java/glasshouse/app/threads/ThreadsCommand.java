package glasshouse.app.threads;

import glasshouse.app.Json;
import glasshouse.app.Span;
import glasshouse.engine.threads.Inspector;
import glasshouse.engine.threads.Jvm;
import glasshouse.engine.view.DeadlockView.Certainty;
import glasshouse.engine.view.ThreadsChange;
import glasshouse.engine.view.ThreadsView;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Show the threads of a JVM: where each is, why it waits, which of them will never go on. */
@Command(
    name = "threads",
    description = "Show the threads of a JVM: where each is, why it waits, which never go on.",
    footer = {
      "",
      "Threads with equal stacks stand together, the longest stuck first; those that rest where",
      "their kind normally rests are only counted. How long a thread has been stuck is known from",
      "one look to the next. On Linux the file locks of the process are named with their holders.",
      "Who reads under a read-write lock, has a StampedLock or took a permit of a Semaphore, no"
          + " JVM",
      "tells: a circle over one of these is found only where the program has it watched",
      "(docs/locks.md).",
      "Another JVM starts its management agent for this, as it does for jconsole.",
      "Exit codes: 0 no circle was found; 1 the JVM could not be looked at; 2 the arguments were",
      "not understood; 3 threads wait for each other in a circle."
    },
    mixinStandardHelpOptions = true)
public final class ThreadsCommand implements Callable<Integer> {
  /** The exit code when a circle was found. */
  static final int CIRCLE = 3;

  @Option(
      names = "--pid",
      paramLabel = "PID",
      description = "The process of another JVM (default: this one).")
  private @Nullable Long pid;

  @Option(
      names = "--virtual",
      description = {
        "Show virtual threads as well, where that JVM can tell of them. Mind: a JVM of release",
        "25.0.3 was seen to crash over this while its virtual threads were busy."
      })
  private boolean virtual;

  @Option(names = "--json", description = "Print JSON, one document for each look.")
  private boolean json;

  @Option(names = "--all", description = "Show also those that rest.")
  private boolean all;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      converter = Span.class,
      description = "Look again after so long, for example 1s, until the JVM ends.")
  private @Nullable Duration every;

  @Option(
      names = "--times",
      paramLabel = "N",
      description = "Look so often with --every (default: without end).")
  private long times = Long.MAX_VALUE;

  @Option(
      names = "--diff",
      description = "After the first look, show what changed, and who stayed where it was.")
  private boolean diff;

  @Override
  public Integer call() throws InterruptedException {
    boolean looked = false;
    try (Jvm jvm = pid == null ? Jvm.here() : Jvm.of(pid)) {
      Inspector inspector = virtual ? Inspector.withVirtual(jvm, null) : new Inspector(jvm, null);
      ThreadsView view = inspector.look();
      looked = true;
      print(view);
      for (long i = 1; every != null && i < times; i++) {
        // tidy: to look again after a time is what was asked for
        Thread.sleep(every);
        ThreadsView next = inspector.look();
        if (diff) {
          print(view, next);
        } else {
          print(next);
        }
        view = next;
      }
      return view.deadlocks().stream().anyMatch(d -> d.certainty() != Certainty.POSSIBLE)
          ? CIRCLE
          : 0;
    } catch (IOException e) {
      System.err.println("glasshouse: " + e.getMessage());
      // That a JVM ends is how looking at it again and again ends.
      return looked && every != null ? 0 : 1;
    }
  }

  private void print(ThreadsView view) throws IOException {
    System.out.println(json ? Json.text(ThreadsJson.of(view)) : new ThreadsText(all).of(view));
    System.out.flush();
  }

  private void print(ThreadsView before, ThreadsView after) throws IOException {
    ThreadsChange change = ThreadsChange.between(before, after);
    System.out.println(json ? Json.text(ThreadsJson.of(change)) : new ThreadsText(all).of(change));
    System.out.flush();
  }
}
