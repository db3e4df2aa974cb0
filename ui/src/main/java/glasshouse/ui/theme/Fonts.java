package glasshouse.ui.theme;

import glasshouse.ui.draw.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;

/**
 * Inter for words and JetBrains Mono for numbers, which come with the program so that a picture
 * looks the same everywhere. Where one cannot be loaded the system's faces stand in.
 */
public final class Fonts {
  private static final String WORDS = "Inter";
  private static final String STRONG_WORDS = "Inter SemiBold";
  private static final String NUMBERS = "JetBrains Mono";
  private static final String FOLDER = "/com/formdev/flatlaf/fonts/";
  private static final List<String> FILES =
      List.of(
          "inter/Inter-Regular.otf",
          "inter/Inter-SemiBold.otf",
          "inter/Inter-Bold.otf",
          "jetbrains_mono/JetBrainsMono-Regular.ttf",
          "jetbrains_mono/JetBrainsMono-Bold.ttf");
  private static final Map<Type, Font> CUTS = new EnumMap<>(Type.class);
  private static boolean loaded;

  private Fonts() {}

  /** Loads the files, once; on the JavaFX thread. */
  public static void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    for (String file : FILES) {
      try (InputStream in = Fonts.class.getResourceAsStream(FOLDER + file)) {
        if (in != null) {
          Font.loadFont(in, 12);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
  }

  /** The face of a type. */
  public static Font of(Type type) {
    return CUTS.computeIfAbsent(type, Fonts::make);
  }

  private static Font make(Type type) {
    load();
    if (type.mono()) {
      return Font.font(NUMBERS, type.bold() ? FontWeight.BOLD : FontWeight.NORMAL, type.size());
    }
    return Font.font(type.bold() ? STRONG_WORDS : WORDS, type.size());
  }
}
