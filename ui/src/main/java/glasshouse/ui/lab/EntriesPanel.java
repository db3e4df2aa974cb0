package glasshouse.ui.lab;

import glasshouse.engine.view.LabFile;
import glasshouse.ui.control.Rows;
import glasshouse.ui.control.Rows.Column;
import glasshouse.ui.control.Rows.Tone;
import glasshouse.ui.model.Format;
import glasshouse.ui.panel.Panel;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;

/** What is in the file: buckets and keys, and when each expires; and the program's own figures. */
final class EntriesPanel implements Panel {
  private final LabModel model;
  private final Rows rows =
      new Rows(
          List.of(Column.words("key", 84), Column.ids("value", 0), Column.numbers("expires", 82)));

  EntriesPanel(LabModel model) {
    this.model = model;
  }

  @Override
  public Node content() {
    return rows.node();
  }

  @Override
  public void refresh() {
    rows.begin();
    for (Map.Entry<String, String> fact : model.view().facts().entrySet()) {
      rows.row(Tone.PLAIN, fact.getKey(), fact.getValue(), "");
    }
    for (LabFile.Bucket bucket : model.view().file().buckets()) {
      rows.row(Tone.HEADING, "bucket " + bucket.path());
      for (LabFile.Entry entry : bucket.entries()) {
        long left = entry.expiresMillis() - model.view().clockMillis();
        boolean ends = entry.expiresMillis() >= 0;
        Tone tone = ends && left <= 0 ? Tone.BAD : Tone.PLAIN;
        rows.row(tone, entry.key(), entry.value(), ends ? when(left) : "");
      }
      int more = bucket.size() - bucket.entries().size();
      if (more > 0) {
        rows.row(Tone.FAINT, "… and " + Format.count(more) + " more");
      }
    }
    if (model.view().file().buckets().isEmpty()) {
      rows.row(Tone.FAINT, "No bucket yet.");
    }
    rows.end();
  }

  private static String when(long left) {
    return left > 0
        ? "in " + Format.seconds(left / 1000)
        : left == 0 ? "expired now" : "expired " + Format.seconds(-left / 1000);
  }

  @Override
  public String twin() {
    return rows.text();
  }
}
