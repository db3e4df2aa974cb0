package glasshouse.ui.lab;

import glasshouse.engine.view.LabView.LabThread;
import glasshouse.engine.view.LabView.State;
import glasshouse.ui.control.Sheet;
import glasshouse.ui.draw.Pen;
import glasshouse.ui.draw.ThreadsPainter;
import glasshouse.ui.draw.ThreadsScene;
import glasshouse.ui.draw.ThreadsScene.Row;
import glasshouse.ui.panel.Panel;
import glasshouse.ui.theme.Theme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;

/** The threads of the service, those in trouble first, each with the strip of its states. */
final class ThreadsPanel implements Panel {
  private final LabModel model;
  private final Sheet sheet;
  private final ScrollPane scroll;
  private ThreadsScene scene = new ThreadsScene(List.of(), "", 0);

  ThreadsPanel(LabModel model, ObservableValue<Theme> theme) {
    this.model = model;
    sheet = new Sheet(theme, this::paint);
    sheet.describe(this::twin);
    sheet.setId("threads-sheet");
    sheet.setFocusTraversable(true);
    sheet.setAccessibleRole(AccessibleRole.LIST_VIEW);
    sheet.setAccessibleHelp("Up and down choose a thread");
    sheet.setOnMousePressed(
        event -> {
          sheet.requestFocus();
          choose(ThreadsPainter.at(event.getY(), scene.rows().size()));
        });
    sheet.setOnKeyPressed(this::key);
    scroll = new ScrollPane(sheet);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("rows-scroll");
    scroll.setMinHeight(0);
  }

  @Override
  public Node content() {
    return scroll;
  }

  @Override
  public String about() {
    long stuck = count(State.STUCK);
    long waiting = count(State.WAITING);
    return stuck > 0
        ? stuck + " stuck" + (waiting > 0 ? ", " + waiting + " waiting" : "")
        : waiting > 0 ? waiting + " waiting" : "";
  }

  private long count(State state) {
    return model.view().threads().stream().filter(thread -> thread.state() == state).count();
  }

  @Override
  public void refresh() {
    List<LabThread> threads = new ArrayList<>(model.view().threads().reversed());
    threads.sort(Comparator.comparingInt(ThreadsPanel::trouble));
    LabThread subject = model.subject();
    scene =
        new ThreadsScene(
            threads.stream().map(t -> new Row(t, model.strip(t.name()))).toList(),
            subject == null ? "" : subject.name(),
            LabModel.now());
    double height = ThreadsPainter.height(threads.size());
    if (sheet.getMinHeight() != height) {
      sheet.setMinHeight(height);
      sheet.setPrefHeight(height);
    }
    sheet.repaint();
  }

  private static int trouble(LabThread thread) {
    return switch (thread.state()) {
      case STUCK -> 0;
      case WAITING -> 1;
      case LINGERING -> 2;
      case RUNNING -> 3;
      case DONE, FAILED -> 4;
    };
  }

  @Override
  public void animate(long now) {
    sheet.repaintWhenDirty();
  }

  @Override
  public String twin() {
    return String.join("\n", scene.lines());
  }

  @Override
  public void focus() {
    sheet.requestFocus();
  }

  private void paint(Pen pen, double width, double height) {
    ThreadsPainter.paint(pen, scene, width, height);
  }

  private void choose(int row) {
    if (row >= 0 && row < scene.rows().size()) {
      model.select(scene.rows().get(row).thread().name());
      refresh();
    }
  }

  private void key(KeyEvent event) {
    int at = -1;
    for (int i = 0; i < scene.rows().size(); i++) {
      if (scene.rows().get(i).thread().name().equals(scene.selected())) {
        at = i;
      }
    }
    switch (event.getCode()) {
      case UP -> choose(at - 1);
      case DOWN -> choose(at + 1);
      default -> {
        return;
      }
    }
    event.consume();
  }
}
