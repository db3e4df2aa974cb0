package glasshouse.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FuzzCommandTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream systemOut = System.out;
  private final PrintStream systemErr = System.err;

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(systemOut);
    System.setErr(systemErr);
  }

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
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("found after ");
    JsonNode table = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(table.get("seeds").asInt()).isEqualTo(4);
    JsonNode finding = table.get("findings").get(0);
    assertThat(finding.get("picture")).hasSizeGreaterThan(3);
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.sorted().toList();
    }
    assertThat(files).hasSize(table.get("findings").size());
    out.reset();
    assertThat(replay(files.getFirst().toString())).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("broken: ", "replay: ./glasshouse replay 4.0.4/", "what was done:", ", trace ");
  }

  @Test
  void aReplayStopsWhereItIsTold() {
    assertThat(replay("7.0/3/1", "--until", "200")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("n1 ", "o link up", "role", "7.0/3/1: 0 found, 200 events, trace ");
  }

  @Test
  void whatIsNotUnderstoodIsSaid() {
    assertThat(fuzz("--era", "9.9")).isEqualTo(2);
    assertThat(fuzz("--nodes", "5..3")).isEqualTo(2);
    assertThat(replay("nothing")).isEqualTo(2);
    assertThat(replay("9.9/3/1")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("unknown era '9.9'", "'5..3' is no number of nodes", "'nothing' is not a seed");
  }
}
