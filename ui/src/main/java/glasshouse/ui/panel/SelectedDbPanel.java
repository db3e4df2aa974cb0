package glasshouse.ui.panel;

import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import glasshouse.ui.control.Rows;
import glasshouse.ui.control.Rows.Column;
import glasshouse.ui.control.Rows.Tone;
import glasshouse.ui.model.Alarm;
import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.model.Format;
import glasshouse.ui.model.Place;
import glasshouse.ui.model.Topology;
import java.util.List;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** The database each stream stands on, at its source and at its end: they must be the same. */
final class SelectedDbPanel implements Panel {
  private final ClusterModel model;
  private final Rows rows =
      new Rows(
          List.of(
              Column.words("from › to", 0),
              Column.numbers("stream", 44),
              Column.numbers("link", 34),
              Column.words("", 66)));

  SelectedDbPanel(Desk desk) {
    this.model = desk.model();
  }

  @Override
  public Node content() {
    return rows.node();
  }

  @Override
  public String about() {
    long wrong = wrong();
    if (model.topology().get().view().links().isEmpty()) {
      return "";
    }
    return wrong == 0 ? "no difference" : wrong + (wrong == 1 ? " differs" : " differ");
  }

  @Override
  public void refresh() {
    Topology topology = model.topology().get();
    rows.begin();
    if (topology.view().links().isEmpty()) {
      rows.row(Tone.FAINT, "No link to compare.");
    }
    for (Topology.Member member : topology.members()) {
      LinkView link = member.link();
      NodeView master = link == null ? null : topology.node(link.master());
      if (link != null) {
        Place place = Place.node(member.node().name());
        rows.row(
            differs(place) ? Tone.BAD : Tone.PLAIN,
            () -> model.select(place),
            link.master() + " › " + link.replica(),
            master == null ? "?" : Format.db(Topology.db(master)),
            Format.db(member.node().replication().linkDb()),
            word(place, member, master));
      }
    }
    rows.end();
  }

  @Override
  public String twin() {
    return rows.text();
  }

  private long wrong() {
    return model.verdict().get().alarms().stream()
        .filter(alarm -> alarm.kind() == Alarm.Kind.DB_DIFFERS)
        .count();
  }

  private boolean differs(Place place) {
    for (Alarm alarm : model.verdict().get().alarms()) {
      if (alarm.kind() == Alarm.Kind.DB_DIFFERS && alarm.place().equals(place)) {
        return true;
      }
    }
    return false;
  }

  private String word(Place place, Topology.Member member, @Nullable NodeView master) {
    if (differs(place)) {
      return "≠ differs";
    }
    NodeView.Run run = member.node().run();
    if (run == NodeView.Run.DEAD || run == NodeView.Run.STOPPED) {
      return Format.word(run);
    }
    int link = member.node().replication().linkDb();
    int stream = master == null ? -1 : Topology.db(master);
    if (stream < 0) {
      return "will select";
    }
    if (link == stream) {
      return "= same";
    }
    if (link < 0) {
      return "no link";
    }
    LinkView between = member.link();
    return between != null && between.up() ? "on its way" : "stands still";
  }
}
