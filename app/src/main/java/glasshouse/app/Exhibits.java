package glasshouse.app;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.ExhibitFault;
import glasshouse.engine.exhibit.ExhibitReader;
import glasshouse.engine.exhibit.Tour;
import glasshouse.engine.exhibit.TourReader;
import glasshouse.resources.Resource;
import glasshouse.resources.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The exhibits that ship, and those of the user. */
final class Exhibits {
  private Exhibits() {}

  /** All that ship, by file name. */
  static List<Exhibit> all() {
    List<Exhibit> exhibits = new ArrayList<>();
    for (Resource file : Resources.exhibits()) {
      try {
        exhibits.add(ExhibitReader.read(file.name(), file.text()));
      } catch (ExhibitFault fault) {
        throw new IllegalStateException("the program ships a broken exhibit", fault);
      }
    }
    return List.copyOf(exhibits);
  }

  /** All tours that ship. */
  static List<Tour> tours() {
    List<Exhibit> exhibits = all();
    List<Tour> tours = new ArrayList<>();
    for (Resource file : Resources.tours()) {
      try {
        tours.add(TourReader.read(file.name(), file.text(), exhibits));
      } catch (ExhibitFault fault) {
        throw new IllegalStateException("the program ships a broken tour", fault);
      }
    }
    return List.copyOf(tours);
  }

  /** The one of an id, or the file when the word is the name of a YAML file; null for neither. */
  static @Nullable Exhibit find(String word) throws IOException, ExhibitFault {
    if (word.endsWith(".yaml") || word.endsWith(".yml")) {
      return ExhibitReader.read(word, Files.readString(Path.of(word)));
    }
    for (Exhibit exhibit : all()) {
      if (exhibit.id().equals(word)) {
        return exhibit;
      }
    }
    return null;
  }

  /**
   * The same; for neither it says what may have been meant.
   *
   * @throws IllegalArgumentException when there is none, or the file cannot be read
   */
  static Exhibit named(String word) {
    try {
      Exhibit exhibit = find(word);
      if (exhibit != null) {
        return exhibit;
      }
    } catch (ExhibitFault fault) {
      throw new IllegalArgumentException(fault.getMessage(), fault);
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException("there is no file " + word, missing);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          word + " cannot be read: " + unreadable.getMessage(), unreadable);
    }
    List<String> near = Nearest.to(word, all().stream().map(Exhibit::id).toList());
    throw new IllegalArgumentException(
        "there is no exhibit '"
            + word
            + "'"
            + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?")
            + "\n'glasshouse exhibit list' lists all; a file must end in .yaml");
  }

  /**
   * The era somebody has asked for, or an exhibit's first when that is null.
   *
   * @throws IllegalArgumentException when the exhibit is not played in it
   */
  static String era(Exhibit exhibit, @Nullable String asked) {
    String era = asked == null ? exhibit.defaultEra() : asked;
    if (!exhibit.eras().containsKey(era)) {
      throw new IllegalArgumentException(
          exhibit.inLab()
              ? exhibit.id() + " is played in a lab, which has no eras"
              : exhibit.id()
                  + " is not played in era '"
                  + era
                  + "'; its eras are "
                  + String.join(", ", exhibit.eras().keySet()));
    }
    return era;
  }
}
