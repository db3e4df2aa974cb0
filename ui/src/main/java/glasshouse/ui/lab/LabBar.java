package glasshouse.ui.lab;

import glasshouse.engine.CacheLab;
import glasshouse.engine.LabAction;
import glasshouse.engine.view.LabView;
import glasshouse.engine.view.LabView.Choice;
import glasshouse.engine.view.LabView.Handle;
import glasshouse.engine.view.LabView.LabThread;
import glasshouse.engine.view.LabView.State;
import glasshouse.ui.control.Bar;
import glasshouse.ui.control.Buttons;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Separator;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** What can be done in a lab: choose a program, ask, move the clock, help a thread out. */
final class LabBar extends Bar {
  private static final long HOUR = 3_600_000;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final LabModel model;
  private final MenuButton program = new MenuButton();
  private final MenuButton variant = new MenuButton();
  private final TextField request = new TextField();
  private final MenuButton requests = new MenuButton();
  private final Label clock = new Label();
  private final Button interrupt;
  private final Button timeOut;
  private final Button release;
  private final MenuButton close = new MenuButton("Close", new FontIcon("fth-x-square"));
  private List<Choice> variants = List.of();
  private List<Handle> handles = List.of();

  LabBar(LabModel model, Consumer<String> open, Runnable leave) {
    this.model = model;
    setId("lab-bar");
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("toolbar");
    program.setId("lab-program");
    for (Choice choice : CacheLab.catalogue()) {
      MenuItem item = new MenuItem(choice.about());
      item.setOnAction(_ -> open.accept(choice.word()));
      program.getItems().add(item);
    }
    variant.setId("lab-variant");
    request.setId("lab-request");
    request.setPrefColumnCount(11);
    request.setMinWidth(96);
    request.setOnAction(_ -> ask());
    requests.setId("lab-requests");
    requests.setTooltip(Buttons.hint("What can be asked"));
    requests.setAccessibleText("What can be asked");
    Button ask = action("fth-send", "Ask", "Send the request  Enter", this::ask, "lab-ask");
    clock.getStyleClass().add("lab-clock");
    clock.setMinWidth(Region.USE_PREF_SIZE);
    clock.setTooltip(Buttons.hint("The lab's clock; it stands still unless moved"));
    Button hour = advance("+1 h", 1, "lab-hour", "");
    Button half = advance("+12 h", 12, "lab-twelve-hours", "  Ctrl+D");
    interrupt = onThread("fth-zap", "Interrupt", "  Ctrl+I", LabAction.Interrupt::new);
    timeOut = onThread("fth-watch", "Time out", "  Ctrl+O", LabAction.TimeOut::new);
    release = onThread("fth-play", "Release", "  Ctrl+R", LabAction.Release::new);
    close.setId("lab-close");
    close.setTooltip(Buttons.hint("Close a store or a transaction that was left open"));
    for (MenuButton menu : List.of(program, variant, requests, close)) {
      menu.getStyleClass().addAll("flat", "tool");
      menu.setMinWidth(Region.USE_PREF_SIZE);
    }
    program.setMinWidth(90);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Button back =
        action("fth-share-2", "Cluster", "Back to the cluster  Ctrl+J", leave, "lab-leave");
    getChildren()
        .addAll(program, variant, rule(), request, requests, ask, rule(), clock, hour, half);
    getChildren().addAll(rule(), interrupt, timeOut, release, close, space, back);
    fold(List.of(close, release, timeOut, interrupt, back, ask));
  }

  private static Separator rule() {
    return new Separator(Orientation.VERTICAL);
  }

  private static Button action(String icon, String word, String hint, Runnable run, String id) {
    Button button = Buttons.icon(icon, hint, run);
    button.getStyleClass().setAll("button", "flat", "action");
    button.setText(word);
    button.setId(id);
    button.setMinWidth(Region.USE_PREF_SIZE);
    return button;
  }

  private Button advance(String word, int hours, String id, String key) {
    String hint = "Move the lab's clock on by " + hours + (hours == 1 ? " hour" : " hours") + key;
    return action("fth-clock", word, hint, () -> forward(hours), id);
  }

  private Button onThread(String icon, String word, String key, Function<String, LabAction> make) {
    String consequence = make.apply("").consequence();
    String id = "lab-" + word.toLowerCase(Locale.ROOT).replace(' ', '-');
    return action(icon, word, consequence + key, () -> help(make), id);
  }

  /** Leads the eye to the clock, or no longer. */
  void point(boolean yes) {
    clock.pseudoClassStateChanged(PseudoClass.getPseudoClass("pointed"), yes);
  }

  /** Moves the clock on. */
  void forward(int hours) {
    model.want(new LabAction.Advance(hours * HOUR));
  }

  /** Does something with the thread the window is about. */
  void help(Function<String, LabAction> make) {
    LabThread subject = model.subject();
    if (subject != null) {
      model.want(make.apply(subject.name()));
    }
  }

  private static String example(Choice choice) {
    return choice.word().replace("NAME", "alice");
  }

  private void write(Choice choice) {
    request.setText(example(choice));
    request.requestFocus();
    request.end();
  }

  private void ask() {
    String words = request.getText().strip();
    if (!words.isEmpty()) {
      model.want(new LabAction.Request(words));
    }
  }

  void refresh() {
    LabView view = model.view();
    set(program, view.title());
    set(variant, view.variant());
    if (!variants.equals(view.variants())) {
      variants = view.variants();
      variant.getItems().clear();
      for (Choice choice : variants) {
        MenuItem item = new MenuItem(choice.word() + ":  " + choice.about());
        item.setOnAction(_ -> model.want(new LabAction.Choose(choice.word())));
        variant.getItems().add(item);
      }
      Choice first = view.requests().getFirst();
      request.setText(example(first));
      request.setTooltip(Buttons.hint(first.word() + ": " + first.about()));
      request.setAccessibleText("Request, for example " + first.word());
      requests.getItems().clear();
      for (Choice choice : view.requests()) {
        MenuItem item = new MenuItem(choice.word() + ":  " + choice.about());
        item.setOnAction(_ -> write(choice));
        requests.getItems().add(item);
      }
    }
    String time = CLOCK.format(Instant.ofEpochMilli(view.clockMillis()));
    if (!time.equals(clock.getText())) {
      clock.setText(time);
    }
    LabThread subject = model.subject();
    State state = subject == null ? State.DONE : subject.state();
    boolean waits = state == State.WAITING || state == State.STUCK;
    timeOut.setDisable(!waits);
    interrupt.setDisable(state == State.DONE || state == State.FAILED);
    release.setDisable(state != State.LINGERING);
    if (!handles.equals(view.handles())) {
      handles = view.handles();
      close.getItems().clear();
      for (Handle handle : handles) {
        MenuItem item =
            new MenuItem(
                handle.about() + ", opened by " + handle.thread() + " at " + handle.place());
        item.setOnAction(_ -> model.want(new LabAction.Close(handle.name())));
        close.getItems().add(item);
      }
    }
    close.setDisable(handles.isEmpty());
  }

  private static void set(MenuButton menu, String text) {
    if (!text.equals(menu.getText())) {
      menu.setText(text);
    }
  }
}
