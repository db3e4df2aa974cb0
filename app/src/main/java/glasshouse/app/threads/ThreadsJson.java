package glasshouse.app.threads;

import glasshouse.engine.view.ThreadView;
import glasshouse.engine.view.ThreadsChange;
import glasshouse.engine.view.ThreadsView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Threads as tables and lists; frames as the JVM writes them. */
final class ThreadsJson {
  private ThreadsJson() {}

  static Object of(ThreadsView view) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("pid", view.pid());
    all.put(
        "deadlocks",
        view.deadlocks().stream()
            .map(
                deadlock ->
                    Map.of(
                        "certainty", deadlock.certainty().name().toLowerCase(Locale.ROOT),
                        "threads", deadlock.threads(),
                        "sentence", deadlock.sentence()))
            .toList());
    all.put("stockDetector", view.stock());
    all.put("groups", view.groups().stream().map(group -> rows(group.threads())).toList());
    all.put("files", view.files());
    return all;
  }

  static Object of(ThreadsChange change) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("started", rows(change.started()));
    all.put("ended", rows(change.ended()));
    all.put("moved", rows(change.moved()));
    all.put("stayed", rows(change.stayed()));
    return all;
  }

  private static List<Map<String, Object>> rows(List<ThreadView> threads) {
    return threads.stream().map(ThreadsJson::row).toList();
  }

  private static Map<String, Object> row(ThreadView thread) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", thread.thread().id());
    row.put("name", thread.thread().name());
    row.put("virtual", thread.thread().virtual());
    row.put("state", thread.state());
    row.put("reason", thread.reason());
    row.put("place", thread.place());
    row.put("stuckMillis", thread.stuckMillis());
    row.put("exact", thread.exact());
    row.put("cpuMillis", thread.cpuMillis());
    row.put("idle", thread.idle());
    row.put("fate", thread.fate().name().toLowerCase(Locale.ROOT));
    row.put("stack", thread.stack().stream().map(StackTraceElement::toString).toList());
    return row;
  }
}
