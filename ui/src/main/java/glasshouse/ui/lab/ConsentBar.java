package glasshouse.ui.lab;

import glasshouse.engine.LabAction;
import glasshouse.ui.control.Bar;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Says what will come of an action before it is done; else what came of the last one. */
final class ConsentBar extends Bar {
  private final LabModel model;
  private final Label words = new Label();
  private final Button yes = new Button("Do it");
  private final Button no = new Button("Leave it");
  private String shown = "";

  ConsentBar(LabModel model) {
    this.model = model;
    setId("lab-consent");
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("consent");
    words.setWrapText(true);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    words.setMaxWidth(Double.MAX_VALUE);
    yes.setId("lab-yes");
    yes.setDefaultButton(false);
    yes.getStyleClass().addAll("small", "accent");
    yes.setMinWidth(Region.USE_PREF_SIZE);
    yes.setOnAction(_ -> model.answer(true));
    no.setId("lab-no");
    no.getStyleClass().add("small");
    no.setMinWidth(Region.USE_PREF_SIZE);
    no.setOnAction(_ -> model.answer(false));
    getChildren().addAll(words, yes, no);
    refresh();
  }

  void refresh() {
    LabAction asked = model.asked();
    String text = asked == null ? model.note() : asked.words() + "?  " + asked.consequence();
    words.setText(text);
    yes.setVisible(asked != null);
    no.setVisible(asked != null);
    yes.setManaged(asked != null);
    no.setManaged(asked != null);
    getStyleClass().removeAll("asks", "refused");
    if (asked != null) {
      getStyleClass().add("asks");
    } else if (model.refused()) {
      getStyleClass().add("refused");
    }
    setVisible(!text.isEmpty());
    setManaged(!text.isEmpty());
    boolean fresh = asked != null && !asked.words().equals(shown);
    shown = asked == null ? "" : asked.words();
    if (fresh) {
      yes.requestFocus();
    }
  }

  String twin() {
    return words.getText();
  }
}
