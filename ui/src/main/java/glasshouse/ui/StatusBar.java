package glasshouse.ui;

import glasshouse.engine.view.NodeView;
import glasshouse.ui.control.Bar;
import glasshouse.ui.control.Buttons;
import glasshouse.ui.fx.StallMeter;
import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.model.Format;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The line at the bottom: sums over the cluster, and how the window itself fares. */
final class StatusBar extends Bar {
  private static final int SLOW_MILLIS = 100;

  private final ClusterModel model;
  private final StallMeter meter;
  private final Label sums = new Label();
  private final Label events = new Label();
  private final Label stalls = new Label();

  StatusBar(ClusterModel model, StallMeter meter) {
    this.model = model;
    this.meter = meter;
    setId("status");
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("status-bar");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    sums.setMinWidth(0);
    sums.setTooltip(
        Buttons.hint(
            "Commands of all nodes, those that replicas apply included; "
                + "the stream of the master that writes most"));
    events.setMinWidth(Region.USE_PREF_SIZE);
    stalls.setMinWidth(Region.USE_PREF_SIZE);
    stalls.setTooltip(
        Buttons.hint("The longest time the screen stood still in the last ten seconds"));
    getChildren().addAll(sums, space, events, stalls);
  }

  /** Shows the present numbers. */
  void refresh() {
    int running = 0;
    long commands = 0;
    long stream = 0;
    int clients = 0;
    for (NodeView node : model.topology().get().view().nodes()) {
      running += node.run() == NodeView.Run.RUNNING ? 1 : 0;
      commands += node.load().commandsPerSecond();
      clients += node.load().clients();
      stream =
          Math.max(stream, node.replication().master() ? node.load().streamBytesPerSecond() : 0);
    }
    int all = model.topology().get().view().nodes().size();
    set(
        sums,
        running
            + " of "
            + all
            + " running    "
            + Format.many(clients, "client")
            + "    "
            + Format.count(commands)
            + " commands/s    stream "
            + Format.rate(stream));
    long lost = model.events().lost();
    set(
        events,
        Format.many(model.events().seen(), "event")
            + (lost > 0 ? ", " + Format.count(lost) + " lost" : ""));
    long worst = meter.worstMillis();
    set(stalls, (worst >= SLOW_MILLIS ? "screen stalled " : "screen ") + worst + " ms");
    mark(events, lost > 0);
    mark(stalls, worst >= SLOW_MILLIS);
  }

  private static void set(Label label, String text) {
    if (!text.equals(label.getText())) {
      label.setText(text);
    }
  }

  private static void mark(Label label, boolean on) {
    if (on != label.getStyleClass().contains("careful")) {
      if (on) {
        label.getStyleClass().add("careful");
      } else {
        label.getStyleClass().remove("careful");
      }
    }
  }
}
