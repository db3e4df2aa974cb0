package glasshouse.app;

import glasshouse.engine.CacheLab;
import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Progress;
import glasshouse.engine.exhibit.Progress.Ending;
import glasshouse.engine.exhibit.Result;
import glasshouse.engine.exhibit.Scene;
import glasshouse.engine.exhibit.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Listens to a run: a line for each step at once, and at the end the whole as text or table. */
final class ExhibitReport implements Consumer<Progress>, AutoCloseable {
  private static final int MARGIN = 15;
  private static final int WIDTH = 100;

  private final Exhibit exhibit;
  private final String era;
  private final Consumer<String> lines;
  private final long began = System.nanoTime();
  private final List<Result> results = new ArrayList<>();
  private volatile Ending ending = new Ending.Cancelled();
  private volatile Runnable stage = () -> {};
  private volatile double seconds;

  /** A report that tells each step to {@code lines}. */
  ExhibitReport(Exhibit exhibit, String era, Consumer<String> lines) {
    this.exhibit = exhibit;
    this.era = era;
    this.lines = lines;
  }

  @Override
  public void accept(Progress progress) {
    switch (progress) {
      case Progress.Opened(Scene scene) -> stage = scene.cluster()::close;
      case Progress.LabOpened(CacheLab lab) -> {
        stage = lab::close;
        exhibit.story().forEach(this::paragraph);
      }
      case Progress.Began(int step) -> {
        if (!told(step)) {
          lines.accept(line(step));
        }
      }
      case Progress.Ended(int step, Result result) -> {
        results.add(result);
        if (result instanceof Result.Passed(String seen)) {
          tell(step, seen);
        }
      }
      case Progress.Finished(Ending how) -> {
        ending = how;
        seconds = (System.nanoTime() - began) / 1e9;
        if (exhibit.inLab() && how instanceof Ending.Held) {
          lines.accept("");
          exhibit.why().forEach(this::paragraph);
        }
      }
      case Progress.Asked _, Progress.Judged _ -> {}
    }
  }

  @Override
  public void close() {
    stage.run();
  }

  Ending ending() {
    return ending;
  }

  /** Whether a step's line says what was seen, and so comes after it. */
  private boolean told(int index) {
    Step step = exhibit.steps().get(index);
    return exhibit.inLab() && (step instanceof Step.Expect || step instanceof Step.WaitUntil);
  }

  private void tell(int index, String seen) {
    Step step = exhibit.steps().get(index);
    if (told(index)) {
      String[] figures = seen.split("\n");
      lines.accept(head(index) + figures[0]);
      for (int i = 1; i < figures.length; i++) {
        lines.accept(figures[i].indent(MARGIN).stripTrailing());
      }
    } else if (step instanceof Step.Do || step instanceof Step.InLab) {
      lines.accept(seen.indent(MARGIN).stripTrailing());
    }
  }

  private void paragraph(String text) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() + word.length() >= WIDTH) {
        lines.accept(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.accept(line.toString());
    lines.accept("");
  }

  private String head(int index) {
    return String.format(Locale.ROOT, "%3d %-10s ", index + 1, exhibit.steps().get(index).verb());
  }

  private String line(int index) {
    Step step = exhibit.steps().get(index);
    return head(index) + step.words(era).replace('\n', ' ');
  }

  /** What came of it, for people. */
  List<String> verdict() {
    List<String> text = new ArrayList<>();
    String what = exhibit.id() + (exhibit.inLab() ? "" : " in era " + era);
    switch (ending) {
      case Ending.Held _ ->
          text.add(
              String.format(
                  Locale.ROOT,
                  "held: %s, %d steps in %.1f s. %s",
                  what,
                  results.size(),
                  seconds,
                  exhibit.eras().get(era)));
      case Ending.Failed(int index, Result.Failed result) -> {
        Step step = exhibit.steps().get(index);
        text.add("failed: " + what + ", step " + (index + 1) + " (line " + step.line() + "):");
        text.add("  " + step.verb() + " " + step.words(era).replace('\n', ' '));
        for (Result.Miss miss : result.misses()) {
          text.add("  " + miss.what());
          text.add("    expected  " + miss.expected());
          text.add("    seen      " + miss.seen());
        }
      }
      case Ending.Cancelled _ -> text.add("cancelled: " + what);
      case Ending.Broken(String reason) -> text.add("could not be played: " + what + ": " + reason);
    }
    return text;
  }

  /** The same as a table, for JSON. */
  Map<String, Object> table() {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("exhibit", exhibit.id());
    table.put(exhibit.inLab() ? "lab" : "era", exhibit.inLab() ? exhibit.lab() : era);
    table.put("held", ending instanceof Ending.Held);
    table.put("ending", word(ending));
    if (ending instanceof Ending.Broken(String reason)) {
      table.put("reason", reason);
    }
    table.put("seconds", Math.round(seconds * 1000) / 1000.0);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      rows.add(row(i, results.get(i)));
    }
    table.put("steps", rows);
    return table;
  }

  private static String word(Ending ending) {
    return switch (ending) {
      case Ending.Held _ -> "held";
      case Ending.Failed _ -> "failed";
      case Ending.Cancelled _ -> "cancelled";
      case Ending.Broken _ -> "broken";
    };
  }

  private Map<String, Object> row(int index, Result result) {
    Step step = exhibit.steps().get(index);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("number", index + 1);
    row.put("line", step.line());
    row.put("verb", step.verb());
    row.put("words", step.words(era));
    switch (result) {
      case Result.Passed(String seen) -> {
        row.put("passed", true);
        row.put("seen", seen);
      }
      case Result.Failed(List<Result.Miss> misses) -> {
        row.put("passed", false);
        row.put("misses", misses);
      }
    }
    return row;
  }
}
