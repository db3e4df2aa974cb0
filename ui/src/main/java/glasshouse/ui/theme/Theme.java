package glasshouse.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import glasshouse.resources.Resource;
import glasshouse.resources.Resources;
import glasshouse.ui.draw.Ink;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.paint.Color;

/** Light or dark. */
@SuppressWarnings(
    "ImmutableEnumChecker") // nothing of it changes; the libraries' types do not say so
public enum Theme {
  /** Dark on light. */
  LIGHT(new PrimerLight(), Resources.LIGHT_CSS),
  /** Light on dark. */
  DARK(new PrimerDark(), Resources.DARK_CSS);

  private final atlantafx.base.theme.Theme base;
  private final Resource tokens;
  private final Map<Ink, Color> colours = new EnumMap<>(Ink.class);

  Theme(atlantafx.base.theme.Theme base, Resource tokens) {
    this.base = base;
    this.tokens = tokens;
    Pattern token = Pattern.compile("(-ink-[a-z0-9-]+):\\s*(#[0-9a-f]{6})\\s*;");
    Matcher matcher = token.matcher(tokens.text());
    while (matcher.find()) {
      for (Ink ink : Ink.values()) {
        if (ink.token().equals(matcher.group(1))) {
          colours.put(ink, Color.web(matcher.group(2)));
        }
      }
    }
  }

  /** The other one. */
  public Theme other() {
    return this == LIGHT ? DARK : LIGHT;
  }

  /** The colour of an ink. */
  public Color colour(Ink ink) {
    Color colour = colours.get(ink);
    if (colour == null) {
      throw new IllegalStateException(tokens.path() + " lacks " + ink.token());
    }
    return colour;
  }

  /** Dresses a scene, and the popups of the program. */
  public void dress(Scene scene) {
    Fonts.load();
    Application.setUserAgentStylesheet(base.getUserAgentStylesheet());
    scene
        .getStylesheets()
        .setAll(tokens.url().toExternalForm(), Resources.GLASSHOUSE_CSS.url().toExternalForm());
    scene.setFill(colour(Ink.PAGE));
  }
}
