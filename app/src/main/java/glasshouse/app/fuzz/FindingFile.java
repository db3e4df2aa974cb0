package glasshouse.app.fuzz;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.ExhibitFault;
import glasshouse.engine.exhibit.ExhibitReader;
import glasshouse.engine.exhibit.ExhibitWriter;
import glasshouse.engine.exhibit.FoundExhibit;
import glasshouse.engine.exhibit.SeedStart;
import glasshouse.engine.fuzz.Finding;
import glasshouse.engine.fuzz.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A finding as a file: an exhibit that begins where it was made, and in comments the rest. */
final class FindingFile {
  private FindingFile() {}

  /** Writes it into a directory, which is created; the file. */
  static Path save(Finding finding, Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Exhibit exhibit = FoundExhibit.of(finding);
    Path file = directory.resolve(exhibit.id() + ".yaml");
    List<String> lines = new ArrayList<>();
    lines.add("# found by: glasshouse fuzz; to play the seed: ./glasshouse replay " + file);
    lines.add("# to play the exhibit: ./glasshouse exhibit run " + file);
    FindingText.lines(finding).forEach(line -> lines.add(("# " + line).stripTrailing()));
    lines.add(ExhibitWriter.write(exhibit));
    return Files.write(file, lines);
  }

  /**
   * The seed in a file.
   *
   * @throws IllegalArgumentException when there is none in it
   */
  static Seed read(Path file) throws IOException {
    SeedStart start;
    try {
      start = ExhibitReader.read(file.toString(), Files.readString(file)).start();
    } catch (ExhibitFault fault) {
      throw new IllegalArgumentException(fault.getMessage(), fault);
    }
    if (start == null) {
      throw new IllegalArgumentException(file + " has no 'seed'");
    }
    return start.seed();
  }
}
