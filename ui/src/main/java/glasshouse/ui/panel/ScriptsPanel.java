package glasshouse.ui.panel;

import glasshouse.ui.control.Rows;
import glasshouse.ui.control.Rows.Column;
import glasshouse.ui.control.Rows.Tone;
import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.model.Format;
import glasshouse.ui.model.Place;
import glasshouse.ui.model.ScriptTable;
import java.util.List;
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
    return Format.many(ScriptTable.of(model.topology().get()).size(), "script");
  }

  @Override
  public void refresh() {
    List<ScriptTable.Entry> entries = ScriptTable.of(model.topology().get());
    rows.begin();
    if (entries.isEmpty()) {
      rows.row(Tone.FAINT, "No scripts cached yet.");
    }
    for (ScriptTable.Entry entry : entries) {
      List<String> missing = entry.missing();
      rows.row(
          missing.isEmpty() ? Tone.PLAIN : Tone.BAD,
          () ->
              model.select(
                  Place.node(missing.isEmpty() ? entry.on().getFirst() : missing.getFirst())),
          Format.id(entry.sha()),
          entry.on().size() > 3 ? entry.on().size() + " nodes" : String.join(" ", entry.on()),
          belief(entry),
          entry.source().strip().replaceAll("\\s+", " "));
    }
    rows.end();
  }

  @Override
  public String twin() {
    return rows.text();
  }

  private static String belief(ScriptTable.Entry entry) {
    if (!entry.missing().isEmpty()) {
      return "▲ not " + String.join(" ", entry.missing());
    }
    return entry.believed().isEmpty() ? "-" : String.join(" ", entry.believed()) + " thinks so";
  }
}
