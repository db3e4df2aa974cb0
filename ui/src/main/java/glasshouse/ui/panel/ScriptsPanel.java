package glasshouse.ui.panel;

import glasshouse.ui.control.Rows;
import glasshouse.ui.control.Rows.Column;
import glasshouse.ui.control.Rows.Tone;
import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.model.Format;
import glasshouse.ui.model.Place;
import glasshouse.ui.model.ScriptTable;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;

/** Which node has which script, and what masters believe about their replicas. */
final class ScriptsPanel implements Panel {
  private final ClusterModel model;
  private final Rows rows =
      new Rows(
          List.of(
              Column.ids("sha", 60),
              Column.words("on", 56),
              Column.words("replicas know", 82),
              new Column("source", 0, false, true)));

  ScriptsPanel(Desk desk) {
    this.model = desk.model();
  }

  @Override
  public Node content() {
    return rows.node();
  }

  @Override
  public String about() {
    List<ScriptTable.Entry> entries = ScriptTable.of(model.topology().get());
    List<String> held = entries.stream().flatMap(entry -> entry.holding().stream()).toList();
    String many = Format.many(entries.size(), "script");
    return held.isEmpty() ? many : "%s, %s held".formatted(many, String.join(" ", held));
  }

  @Override
  public void refresh() {
    List<ScriptTable.Entry> entries = ScriptTable.of(model.topology().get());
    rows.begin();
    if (entries.isEmpty()) {
      rows.row(Tone.FAINT, "No scripts cached yet.");
    }
    for (ScriptTable.Entry entry : entries) {
      rows.row(
          tone(entry),
          () -> model.select(Place.node(concerned(entry))),
          Format.id(entry.sha()),
          entry.on().size() > 3 ? entry.on().size() + " nodes" : String.join(" ", entry.on()),
          belief(entry),
          running(entry) + entry.source().strip().replaceAll("\\s+", " "));
    }
    rows.end();
  }

  @Override
  public String twin() {
    return rows.text();
  }

  private static Tone tone(ScriptTable.Entry entry) {
    if (!entry.missing().isEmpty()) {
      return Tone.BAD;
    }
    return entry.holding().isEmpty() ? Tone.PLAIN : Tone.CAREFUL;
  }

  /** The node to look at. */
  private static String concerned(ScriptTable.Entry entry) {
    return Stream.of(entry.missing(), entry.holding(), entry.on())
        .flatMap(List::stream)
        .findFirst()
        .orElseThrow();
  }

  private static String running(ScriptTable.Entry entry) {
    return entry.holding().isEmpty()
        ? ""
        : "▶ on %s: ".formatted(String.join(" ", entry.holding()));
  }

  private static String belief(ScriptTable.Entry entry) {
    if (!entry.missing().isEmpty()) {
      return "▲ not " + String.join(" ", entry.missing());
    }
    return entry.believed().isEmpty() ? "-" : String.join(" ", entry.believed()) + " thinks so";
  }
}
