package glasshouse.engine.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No command without a transcript, subcommands included. */
class CoverageTest {
  private static final Path COMMANDS = Path.of("..", "docs", "commands.md");
  private static final Pattern ROW = Pattern.compile("^\\| `([A-Z][^`]*)`", Pattern.MULTILINE);

  @Test
  void everyCommandIsAskedSomewhere() throws IOException {
    List<String> asked = new ArrayList<>();
    for (Path file : TranscriptTest.files()) {
      for (Transcript.Block block : Transcript.read(file).blocks()) {
        for (Transcript.Step step : block.steps()) {
          if (step instanceof Transcript.Step.Ask ask) {
            asked.add(ask.words().toUpperCase(Locale.ROOT) + ' ');
          }
        }
      }
    }
    List<String> commands =
        ROW.matcher(Files.readString(COMMANDS)).results().map(CoverageTest::name).toList();
    assertThat(commands).hasSizeGreaterThan(300);
    assertThat(commands)
        .filteredOn(name -> asked.stream().noneMatch(words -> words.startsWith(name + ' ')))
        .as("commands that no transcript asks")
        .isEmpty();
  }

  private static String name(MatchResult row) {
    return row.group(1);
  }
}
