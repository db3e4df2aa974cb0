package glasshouse.app.fuzz;

import glasshouse.engine.fuzz.Finding;
import glasshouse.engine.fuzz.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A finding as a file: the seed, and below it what was found, for people. */
final class FindingFile {
  private static final String SEED = "seed ";

  private FindingFile() {}

  /** Writes it into a directory, which is created; the file. */
  static Path save(Finding finding, Path directory) throws IOException {
    Files.createDirectories(directory);
    String name =
        finding.sentence().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")
            + "-"
            + finding.seed().era()
            + "-"
            + finding.seed().number()
            + ".finding";
    Path file = directory.resolve(name);
    List<String> lines = new ArrayList<>();
    lines.add("# found by: glasshouse fuzz; to play it again: ./glasshouse replay " + name);
    lines.add(SEED + finding.seed());
    FindingText.lines(finding).forEach(line -> lines.add("# " + line));
    return Files.write(file, lines);
  }

  /**
   * The seed in a file.
   *
   * @throws IllegalArgumentException when there is none in it
   */
  static Seed read(Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(SEED)) {
        return Seed.parse(line.substring(SEED.length()).strip());
      }
    }
    throw new IllegalArgumentException(file + " has no line that begins with '" + SEED + "'");
  }
}
