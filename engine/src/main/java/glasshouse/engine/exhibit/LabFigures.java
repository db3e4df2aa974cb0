package glasshouse.engine.exhibit;

import glasshouse.engine.view.LabFile;
import glasshouse.engine.view.LabView;
import glasshouse.engine.view.LabView.LabThread;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Figures of a lab as files name them: one row each, with the values they can have. */
final class LabFigures {
  private static final String NOBODY = "nobody";
  private static final String NONE = "none";
  private static final String LOCK = "((?:[a-z]+ )+lock|result|monitor)";
  private static final String THREAD = "([a-z]+-[0-9]{1,3})";
  private static final String ANY = "(?s).+";

  private static final List<FigureForm<BiFunction<LabView, String, Eyes.Seen>>> FORMS =
      List.of(
          new FigureForm<>(
              "thread NAME",
              "thread " + THREAD,
              "running|waits|stuck|lingers|done|failed|none",
              "running, waits, stuck, lingers, done, failed, none",
              LabFigures::state),
          new FigureForm<>(
              "wait of NAME",
              "wait of " + THREAD,
              ANY,
              "what it waits for, none",
              LabFigures::wait),
          new FigureForm<>(
              "place of NAME",
              "place of " + THREAD,
              "[A-Z][A-Za-z]*\\.[a-z][A-Za-z]*|none",
              "Class.method, none",
              LabFigures::place),
          new FigureForm<>(
              "jvm state of NAME",
              "jvm state of " + THREAD,
              "[A-Z_]+",
              "a state of Thread.State",
              (view, name) -> new Eyes.Seen(thread(view, name).jvmState(), "")),
          new FigureForm<>(
              "result of NAME",
              "result of " + THREAD,
              ANY,
              "its result, or none",
              (view, name) -> new Eyes.Seen(or(thread(view, name).result(), NONE), "")),
          new FigureForm<>(
              "holder of the LOCK",
              "holder of the " + LOCK,
              ANY,
              "threads, nobody",
              (view, lock) -> claims(view.holders(), lock)),
          new FigureForm<>(
              "waiters for the LOCK",
              "waiters for the " + LOCK,
              ANY,
              "threads, nobody",
              (view, lock) -> claims(view.waiters(), lock)),
          new FigureForm<>(
              "diagnosis",
              "(diagnosis)",
              "deadlock|waiting|all is well",
              "deadlock, waiting, all is well",
              (view, _) -> diagnosis(view)),
          new FigureForm<>(
              "circle",
              "(circle)",
              ANY,
              "the threads in it, none",
              (view, _) ->
                  new Eyes.Seen(joined(view.circle().stream().sorted().toList(), NONE), "")),
          new FigureForm<>(
              "stock detector",
              "(stock detector)",
              ANY,
              "the threads it names, nothing",
              (view, _) -> new Eyes.Seen(joined(view.stock(), "nothing"), "")),
          new FigureForm<>(
              "lock of the path",
              "(lock of the path)",
              "held|lost|free",
              "held, lost, free",
              (view, _) -> lock(view)),
          new FigureForm<>(
              "pages KIND",
              "pages (meta|freelist|branch|leaf|overflow|free|pending)",
              "[0-9]+",
              "a number",
              LabFigures::pages),
          new FigureForm<>(
              "file check",
              "(file check)",
              ANY,
              "ok, or what is wrong",
              (view, _) -> new Eyes.Seen(joined(view.file().check(), "ok"), "")),
          new FigureForm<>(
              "bucket NAME",
              "bucket (\\S+)",
              "fresh|expired|lasting|missing",
              "fresh, expired, lasting, missing",
              LabFigures::bucket),
          new FigureForm<>(
              "fact NAME",
              "fact (.+)",
              ANY,
              "its value, none",
              (view, name) -> new Eyes.Seen(view.facts().getOrDefault(name, NONE), "")));

  private LabFigures() {}

  static boolean knows(String words) {
    return FORMS.stream().anyMatch(form -> form.pattern().matcher(words).matches());
  }

  /** Why a figure of these words cannot have a value, empty when it can. */
  static String refusal(String words, String value) {
    return FigureForm.refusal(FORMS, words, value);
  }

  /** All forms, for messages. */
  static String all() {
    return FigureForm.all(FORMS);
  }

  /** The figure, as a view shows it. */
  static Eyes.Seen see(LabView view, String words) {
    Eyes.Seen seen =
        FigureForm.read(FORMS, words, (form, found) -> form.apply(view, found.group(1)));
    if (seen == null) {
      throw new IllegalArgumentException("no figure '" + words + "'");
    }
    return seen;
  }

  private static final LabThread NO_THREAD =
      new LabThread(
          "", "", LabView.State.DONE, "", "TERMINATED", 0, 0, "", List.of(), "no such thread");

  private static LabThread thread(LabView view, String name) {
    return view.threads().stream()
        .filter(thread -> thread.name().equals(name))
        .findFirst()
        .orElse(NO_THREAD);
  }

  private static Eyes.Seen state(LabView view, String name) {
    LabThread thread = thread(view, name);
    if (thread.name().isEmpty()) {
      return new Eyes.Seen(NONE, "");
    }
    String state =
        switch (thread.state()) {
          case RUNNING -> "running";
          case WAITING -> "waits";
          case STUCK -> "stuck";
          case LINGERING -> "lingers";
          case DONE -> "done";
          case FAILED -> "failed";
        };
    return new Eyes.Seen(state, thread.reason().isEmpty() ? thread.result() : thread.reason());
  }

  private static Eyes.Seen wait(LabView view, String name) {
    LabThread thread = thread(view, name);
    String tries = thread.tries() > 1 ? "tried " + thread.tries() + " times" : "";
    return new Eyes.Seen(or(thread.reason(), NONE), tries);
  }

  private static Eyes.Seen place(LabView view, String name) {
    String place = thread(view, name).place();
    int colon = place.indexOf(':');
    return colon < 0
        ? new Eyes.Seen(NONE, "")
        : new Eyes.Seen(place.substring(0, colon), "line " + place.substring(colon + 1));
  }

  private static Eyes.Seen claims(List<LabView.Claim> claims, String lock) {
    List<LabView.Claim> own = claims.stream().filter(claim -> claim.kind().equals(lock)).toList();
    return new Eyes.Seen(
        joined(own.stream().map(LabView.Claim::thread).distinct().toList(), NOBODY),
        own.stream()
            .map(LabView.Claim::place)
            .filter(place -> !place.isEmpty())
            .map(place -> "at " + place)
            .collect(Collectors.joining(", ")));
  }

  private static Eyes.Seen diagnosis(LabView view) {
    if (!view.sentence().isEmpty()) {
      return new Eyes.Seen("deadlock", view.sentence());
    }
    return new Eyes.Seen(view.waiters().isEmpty() ? "all is well" : "waiting", "");
  }

  private static Eyes.Seen lock(LabView view) {
    if (!view.lost().isEmpty()) {
      return new Eyes.Seen("lost", String.join("; ", view.lost()));
    }
    boolean held = view.holders().stream().anyMatch(claim -> claim.kind().equals("file lock"));
    return new Eyes.Seen(held ? "held" : "free", "");
  }

  private static Eyes.Seen pages(LabView view, String kind) {
    long count = view.file().count(LabFile.Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
    return new Eyes.Seen(Long.toString(count), "");
  }

  private static Eyes.Seen bucket(LabView view, String path) {
    for (LabFile.Bucket bucket : view.file().buckets()) {
      if (bucket.path().equals(path)) {
        long expires =
            bucket.entries().isEmpty() ? -1 : bucket.entries().getFirst().expiresMillis();
        if (expires < 0) {
          return new Eyes.Seen("lasting", bucket.size() + " keys");
        }
        return new Eyes.Seen(
            expires > view.clockMillis() ? "fresh" : "expired",
            "until " + Instant.ofEpochMilli(expires));
      }
    }
    return new Eyes.Seen("missing", "");
  }

  private static String joined(List<String> parts, String none) {
    return parts.isEmpty() ? none : String.join(", ", parts);
  }

  private static String or(String text, String none) {
    return text.isEmpty() ? none : text;
  }
}
