package glasshouse.ui.draw;

import java.util.List;
import java.util.Locale;

/**
 * Colours by what they mean. The style sheet of each theme gives {@code ALARM_SOFT} its value as
 * {@code -ink-alarm-soft}.
 */
public enum Ink {
  /** The ground everything is drawn on. */
  PAGE,
  /** The ground of a card. */
  CARD,
  /** Thin lines between things. */
  RULE,
  /** Frames and axes. */
  FRAME,
  /** What is to be read. */
  TEXT,
  /** What is to be read second. */
  MUTED,
  /** Selection, and bytes on their way. */
  ACCENT,
  /** The ground of what is selected. */
  ACCENT_SOFT,
  /** As it should be. */
  OK,
  /** The ground of what is as it should be. */
  OK_SOFT,
  /** Stands still or is on its way. */
  CAUTION,
  /** The ground of a caution. */
  CAUTION_SOFT,
  /** Wrong. */
  ALARM,
  /** The ground of an alarm. */
  ALARM_SOFT,
  /** Text on {@link #ALARM}, {@link #CAUTION}, {@link #ACCENT} and the ids. */
  ON_SOLID,
  /** Histories: each replication id has one of these, by its digits. */
  ID_0,
  /** A history. */
  ID_1,
  /** A history. */
  ID_2,
  /** A history. */
  ID_3,
  /** A history. */
  ID_4,
  /** A history. */
  ID_5,
  /** A history. */
  ID_6,
  /** A history. */
  ID_7;

  private static final List<Ink> IDS = List.of(ID_0, ID_1, ID_2, ID_3, ID_4, ID_5, ID_6, ID_7);

  /** The inks of histories. */
  public static List<Ink> ids() {
    return IDS;
  }

  /** The ink of a replication id: always the same for the same id. */
  public static Ink of(String replid) {
    int sum = 0;
    for (int i = 0; i < replid.length(); i++) {
      sum = sum * 31 + replid.charAt(i);
    }
    return IDS.get(Math.floorMod(sum ^ (sum >>> 13), IDS.size()));
  }

  /** The name the style sheets use. */
  public String token() {
    return "-ink-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
