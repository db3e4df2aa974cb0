package glasshouse.ui.control;

import java.util.regex.Pattern;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** Running text that wraps; words between back-quotes are code. */
public final class Prose {
  private static final Pattern SHA = Pattern.compile("\\b([0-9a-f]{8})[0-9a-f]{32}\\b");

  private Prose() {}

  /** A paragraph of the given style class. */
  public static TextFlow of(String text, String style) {
    TextFlow flow = new TextFlow();
    flow.getStyleClass().addAll("prose", style);
    String[] parts = brief(text).split("`", -1);
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].isEmpty()) {
        Text part = new Text(parts[i]);
        part.getStyleClass().add(i % 2 == 0 ? "prose-text" : "prose-code");
        flow.getChildren().add(part);
      }
    }
    flow.setAccessibleText(text.replace("`", ""));
    return flow;
  }

  /** A paragraph that is code as a whole. */
  public static TextFlow code(String text, String style) {
    return of("`" + text.replace('`', '\'') + "`", style);
  }

  /** SHA-1 digits cut to their first eight, as everywhere in the window. */
  public static String brief(String text) {
    return SHA.matcher(text).replaceAll("$1…");
  }
}
