package glasshouse.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import glasshouse.app.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FuzzCommandTest {
  @TempDir Path directory;
  @RegisterExtension final Captured captured = new Captured();

  private static int fuzz(String... args) {
    return new CommandLine(new FuzzCommand()).execute(args);
  }

  private static int replay(String... args) {
    return new CommandLine(new ReplayCommand()).execute(args);
  }

  @Test
  void whatIsFoundIsToldSavedAndReplayed() throws IOException {
    int code = fuzz("--era", "4.0.4", "--seeds", "4", "--save", directory.toString(), "--json");

    assertThat(code).isEqualTo(1);
    assertThat(captured.complaint()).contains("found after ");
    JsonNode table = new ObjectMapper().readTree(captured.said());
    assertThat(table.get("seeds").asInt()).isEqualTo(4);
    JsonNode finding = table.get("findings").get(0);
    assertThat(finding.get("picture")).hasSizeGreaterThan(3);
    assertThat(finding.get("seeds")).hasSize(finding.get("count").asInt());
    assertThat(finding.get("seeds").get(0).asText()).startsWith("4.0.4/");
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.sorted().toList();
    }
    assertThat(files).hasSize(table.get("findings").size());
    assertThat(replay(files.getFirst().toString())).isEqualTo(1);
    assertThat(captured.said())
        .contains("broken: ", "replay: ./glasshouse replay 4.0.4/", "what was done:", ", trace ");
  }

  @Test
  void aReplayStopsWhereItIsTold() {
    assertThat(replay("7.0/3/1", "--until", "200")).isZero();
    assertThat(captured.said())
        .contains("n1 ", "o link up", "role", "7.0/3/1: 0 found, 200 events, trace ");
  }

  @Test
  void theReadmeShowsWhatIsSaid() throws IOException {
    List<String> readme = Files.readAllLines(Path.of("../README.md"));
    int asked = readme.indexOf("    $ ./glasshouse replay 6.0.3/4/7");
    List<String> shown =
        readme.subList(asked + 1, readme.size()).stream()
            .takeWhile(line -> line.startsWith("    "))
            .map(line -> line.substring(4))
            .filter(line -> !line.strip().equals("..."))
            .toList();

    assertThat(replay("6.0.3/4/7")).isEqualTo(1);
    assertThat(shown).hasSizeGreaterThan(3);
    assertThat(captured.said().lines().toList()).containsSubsequence(shown);
  }

  @Test
  void whatIsNotUnderstoodIsSaid() {
    assertThat(fuzz("--era", "9.9")).isEqualTo(2);
    assertThat(fuzz("--nodes", "5..3")).isEqualTo(2);
    assertThat(replay("nothing")).isEqualTo(2);
    assertThat(replay("9.9/3/1")).isEqualTo(2);
    assertThat(replay("nowhere.yaml")).isEqualTo(2);
    assertThat(replay("7.0/3/1", "--until", "-1")).isEqualTo(2);
    assertThat(fuzz("--seeds", "1", "--save", "pom.xml")).isEqualTo(2);
    assertThat(captured.complaint())
        .contains("unknown era '9.9'", "'5..3' is no number of nodes", "'nothing' is not a seed")
        .contains("there is no file nowhere.yaml", "events are counted from 1")
        .contains("--save takes a directory, and pom.xml is a file");
  }
}
