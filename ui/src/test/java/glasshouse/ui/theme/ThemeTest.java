package glasshouse.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.ui.draw.Ink;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThemeTest {
  /** What WCAG 2.1 asks of text of this size. */
  private static final double READABLE = 4.5;

  @ParameterizedTest
  @EnumSource
  void everyInkHasAColour(Theme theme) {
    for (Ink ink : Ink.values()) {
      assertThat(theme.colour(ink)).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void textIsReadableOnEveryGroundItStandsOn(Theme theme) {
    List<String> poor = new ArrayList<>();
    Ink[] grounds = {Ink.PAGE, Ink.CARD, Ink.ACCENT_SOFT};
    for (Ink ground : grounds) {
      for (Ink text : new Ink[] {Ink.TEXT, Ink.MUTED, Ink.ACCENT, Ink.OK, Ink.CAUTION, Ink.ALARM}) {
        check(theme, text, ground, poor);
      }
    }
    check(theme, Ink.OK, Ink.OK_SOFT, poor);
    check(theme, Ink.CAUTION, Ink.CAUTION_SOFT, poor);
    check(theme, Ink.ALARM, Ink.ALARM_SOFT, poor);
    check(theme, Ink.MUTED, Ink.ALARM_SOFT, poor);
    check(theme, Ink.MUTED, Ink.CAUTION_SOFT, poor);
    for (Ink solid : Ink.values()) {
      boolean id = solid.name().startsWith("ID_");
      if (id || solid == Ink.ALARM || solid == Ink.CAUTION || solid == Ink.ACCENT) {
        check(theme, Ink.ON_SOLID, solid, poor);
      }
    }
    assertThat(poor).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void historiesAreToldApart(Theme theme) {
    for (Ink a : Ink.ids()) {
      for (Ink b : Ink.ids()) {
        Color one = theme.colour(a);
        Color two = theme.colour(b);
        double apart =
            Math.hypot(
                Math.hypot(one.getRed() - two.getRed(), one.getGreen() - two.getGreen()),
                one.getBlue() - two.getBlue());
        assertThat(a.equals(b) || apart > 0.12).as(a + " and " + b).isTrue();
      }
    }
  }

  private static void check(Theme theme, Ink text, Ink ground, List<String> poor) {
    double contrast = contrast(theme.colour(text), theme.colour(ground));
    if (contrast < READABLE) {
      poor.add(text + " on " + ground + " has " + Math.round(contrast * 100) / 100.0);
    }
  }

  private static double contrast(Color one, Color two) {
    double a = light(one) + 0.05;
    double b = light(two) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  private static double light(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(double part) {
    return part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }
}
