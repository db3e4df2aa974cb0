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
}
