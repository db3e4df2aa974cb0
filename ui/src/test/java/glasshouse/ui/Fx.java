package glasshouse.ui;

import glasshouse.ui.fake.FakeCluster;
import glasshouse.ui.fx.FxThread;
import glasshouse.ui.theme.Theme;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.awaitility.Awaitility;

/** A window without a display, and a hand that types and clicks. */
final class Fx implements AutoCloseable {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 700;

  final Workbench bench;
  private final Stage stage;
  private final Robot robot;

  private Fx(FakeCluster cluster) {
    bench = new Workbench(cluster, Theme.LIGHT, WIDTH, HEIGHT);
    stage = new Stage();
    stage.setScene(bench.scene());
    stage.show();
    bench.start();
    bench.refreshNow();
    robot = new Robot();
  }

  /** Opens the window on a cluster. */
  static Fx open(FakeCluster cluster) {
    Shot.headless();
    CompletableFuture<Fx> opened = new CompletableFuture<>();
    Runnable open = () -> opened.complete(new Fx(cluster));
    if (!WindowApp.startToolkit(open)) {
      FxThread.run(open);
    }
    Fx fx = opened.orTimeout(30, TimeUnit.SECONDS).join();
    until(fx.stage::isFocused);
    return fx;
  }

  static <T> T get(Supplier<T> question) {
    if (Platform.isFxApplicationThread()) {
      return question.get();
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    FxThread.run(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException | AssertionError e) {
            answer.completeExceptionally(e);
          }
        });
    return answer.orTimeout(30, TimeUnit.SECONDS).join();
  }

  static void run(Runnable job) {
    get(
        () -> {
          job.run();
          return true;
        });
  }

  static void until(BooleanSupplier condition) {
    Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> get(condition::getAsBoolean));
  }

  /** Presses keys together, the last of them last. */
  void press(KeyCode... keys) {
    run(
        () -> {
          for (KeyCode key : keys) {
            robot.keyPress(key);
          }
          for (int i = keys.length - 1; i >= 0; i--) {
            robot.keyRelease(keys[i]);
          }
        });
  }

  void type(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      press(
          c == ' '
              ? KeyCode.SPACE
              : KeyCode.getKeyCode(Character.toString(c).toUpperCase(Locale.ROOT)));
    }
  }

  /** Clicks in the middle of a node. */
  void click(String selector) {
    Bounds bounds =
        get(
            () -> {
              Node node = node(selector);
              return node.localToScreen(node.getBoundsInLocal());
            });
    click(bounds.getCenterX(), bounds.getCenterY());
  }

  void click(double x, double y) {
    run(
        () -> {
          robot.mouseMove(x, y);
          robot.mousePress(MouseButton.PRIMARY);
          robot.mouseRelease(MouseButton.PRIMARY);
        });
  }

  /** Presses, drags and lets go; by events, as the headless robot moves without its buttons. */
  void drag(Node on, double x1, double y1, double x2, double y2) {
    run(() -> Event.fireEvent(on, mouse(MouseEvent.MOUSE_PRESSED, x1, y1)));
    run(() -> Event.fireEvent(on, mouse(MouseEvent.MOUSE_DRAGGED, (x1 + x2) / 2, (y1 + y2) / 2)));
    run(() -> Event.fireEvent(on, mouse(MouseEvent.MOUSE_DRAGGED, x2, y2)));
    run(() -> Event.fireEvent(on, mouse(MouseEvent.MOUSE_RELEASED, x2, y2)));
  }

  private static MouseEvent mouse(EventType<MouseEvent> type, double x, double y) {
    boolean down = type != MouseEvent.MOUSE_RELEASED;
    return new MouseEvent(
        type,
        x,
        y,
        x,
        y,
        MouseButton.PRIMARY,
        1,
        false,
        false,
        false,
        false,
        down,
        false,
        false,
        false,
        false,
        false,
        null);
  }

  Node node(String selector) {
    Node node = bench.scene().lookup(selector);
    if (node == null) {
      throw new AssertionError("there is no " + selector);
    }
    return node;
  }

  /** The textual twin of a panel. */
  String twin(String panel) {
    return get(
        () ->
            bench.frames().stream()
                .filter(frame -> frame.row().id().equals(panel))
                .findFirst()
                .orElseThrow()
                .panel()
                .twin());
  }

  @Override
  public void close() {
    run(
        () -> {
          bench.stop();
          stage.close();
        });
  }
}
