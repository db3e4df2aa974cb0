package glasshouse.app.threads;

import glasshouse.engine.view.ClaimView.Fate;
import glasshouse.engine.view.ThreadView;
import glasshouse.engine.view.ThreadsChange;
import glasshouse.engine.view.ThreadsView;
import java.util.ArrayList;
import java.util.List;

/** Threads as lines of text. */
final class ThreadsText {
  /** Names of threads with equal stacks that are written out. */
  private static final int NAMES = 5;

  private final boolean all;
  private final StringBuilder out = new StringBuilder();

  ThreadsText(boolean all) {
    this.all = all;
  }

  String of(ThreadsView view) {
    view.deadlocks().forEach(deadlock -> line(deadlock.sentence()));
    if (!view.deadlocks().isEmpty()) {
      line(view.stock().sentence());
    }
    int resting = 0;
    for (ThreadsView.Group group : view.groups()) {
      if (group.first().idle() && !all) {
        resting += group.threads().size();
      } else {
        group(group);
      }
    }
    view.files().forEach(this::file);
    if (resting > 0) {
      line("");
      line(resting + " more threads rest where their kind normally does (--all shows them)");
    }
    return out.toString().strip();
  }

  private void group(ThreadsView.Group group) {
    ThreadView first = group.first();
    line("");
    line(
        "%s: %s%s%s"
            .formatted(
                names(group),
                first.reason(),
                first.stuckMillis() < 1 ? "" : ", for " + time(first),
                fate(first.fate())));
    if (!first.place().isEmpty()) {
      line("    in " + first.place());
    }
    first.stack().forEach(frame -> line("        " + frame));
  }

  private static String names(ThreadsView.Group group) {
    List<String> names = new ArrayList<>();
    for (ThreadView thread : group.threads().stream().limit(NAMES).toList()) {
      String number = " #" + thread.thread().id();
      names.add(thread.thread() + (thread.thread().name().startsWith("#") ? "" : number));
    }
    int more = group.threads().size() - names.size();
    return String.join(", ", names) + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private static String time(ThreadView thread) {
    String least = thread.exact() ? "" : "at least ";
    return thread.stuckMillis() < 1000
        ? least + thread.stuckMillis() + " ms"
        : least + thread.stuckMillis() / 1000 + " s";
  }

  private static String fate(Fate fate) {
    return switch (fate) {
      case OPEN -> "";
      case BEHIND -> " (behind a circle)";
      case CIRCLE -> " (in a circle)";
    };
  }

  private void file(ThreadsView.FileLock file) {
    line("");
    line(
        "%s, descriptor %d: %s"
            .formatted(
                file.path(),
                file.descriptor(),
                file.holds()
                    ? "holds its %s lock".formatted(file.kind())
                    : "without its %s lock, which %s has".formatted(file.kind(), file.holder())));
  }

  String of(ThreadsChange change) {
    rows("started", change.started());
    rows("ended", change.ended());
    rows("moved", change.moved());
    rows("stayed", change.stayed());
    return out.isEmpty() ? "nothing changed" : out.toString().strip();
  }

  private void rows(String what, List<ThreadView> threads) {
    for (ThreadView thread : threads) {
      if (!thread.idle() || all) {
        String place = thread.place().isEmpty() ? "" : " in " + thread.place();
        line(
            "%-8s%s: %s%s%s"
                .formatted(
                    what,
                    thread.thread(),
                    thread.reason(),
                    place,
                    thread.stuckMillis() < 1 ? "" : ", for " + time(thread)));
      }
    }
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
