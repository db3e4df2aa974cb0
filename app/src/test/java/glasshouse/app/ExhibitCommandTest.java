package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExhibitCommandTest {
  private static final String DEMO =
      """
      id: demo
      title: A title
      group: restart
      about: One sentence.
      teaches: One more.
      story: A story.
      why: A reason.
      eras: {7.0: all is well}
      cast:
        - node: m
        - {node: s, master: m}
      steps:
        - {do: SET a 1, on: m}
        - expect: {key a on s: %s}
      """;

  @TempDir Path directory;
  @RegisterExtension final Captured captured = new Captured();

  private static int run(String... args) {
    return new CommandLine(new ExhibitCommand()).execute(args);
  }

  private String demo(String expected) throws IOException {
    return Files.writeString(directory.resolve("demo.yaml"), DEMO.formatted(expected)).toString();
  }

  @Test
  void whatHoldsExitsWithZero() throws IOException {
    assertThat(run("run", demo("1"))).isZero();
    assertThat(captured.said()).startsWith("held: demo in era 7.0, 2 steps in ");
    assertThat(captured.complaint()).contains("  1 do         m> SET a 1");
  }

  @Test
  void whatDoesNotHoldSaysTheStepWhatWasExpectedAndWhatWasSeen() throws IOException {
    assertThat(run("run", demo("2"))).isEqualTo(1);
    assertThat(captured.said())
        .isEqualTo(
            """
            failed: demo in era 7.0, step 2 (line 14):
              expect key a on s is 2
              key a on s
                expected  2
                seen      1
            """);
  }

  @Test
  void theSameAsJson() throws IOException {
    assertThat(run("run", "--json", demo("2"))).isEqualTo(1);
    JsonNode report = new ObjectMapper().readTree(captured.said());
    assertThat(report.path("held").asBoolean(true)).isFalse();
    assertThat(report.at("/steps/0/seen").asText()).isEqualTo("OK");
    assertThat(report.at("/steps/1/misses/0").toString())
        .isEqualTo("{\"what\":\"key a on s\",\"expected\":\"2\",\"seen\":\"1\"}");
  }

  @Test
  void whatIsNotThereExitsWithTwoAndSaysWhatMayBeMeant() throws IOException {
    assertThat(run("run", "nope")).isEqualTo(2);
    assertThat(captured.complaint())
        .contains("there is no exhibit 'nope'\n'glasshouse exhibit list' lists all");
    assertThat(run("run", "evalsha")).isEqualTo(2);
    assertThat(run("run", "selceted-db")).isEqualTo(2);
    assertThat(run("run", demo("1"), "--era", "9.9")).isEqualTo(2);
    assertThat(run("run", directory.resolve("gone.yaml").toString())).isEqualTo(2);
    assertThat(captured.complaint())
        .contains("there is no exhibit 'evalsha'; did you mean evalsha-after-restart?")
        .contains("there is no exhibit 'selceted-db'; did you mean selected-db?")
        .contains("demo is not played in era '9.9'; its eras are 7.0")
        .contains("there is no file ");
  }

  @Test
  void thePictureOfTheReadmeIsAnExhibitThatHolds() {
    assertThat(run("run", "../docs/pictures/window.yaml")).isZero();
  }

  @Test
  void whatCannotBeShownIsRefusedBeforeAnythingStarts() {
    for (String[] wrong :
        new String[][] {
          {"--step", "3"},
          {"--exhibit", "selected-db", "--step", "99"},
          {"--exhibit", "selected-db", "--beside", "9.9"},
          {"--exhibit", "account-cache-overnight", "--era", "7.0"},
        }) {
      assertThat(Main.line().execute(wrong)).as(String.join(" ", wrong)).isEqualTo(2);
    }
    assertThat(captured.complaint())
        .contains("--step, --beside and --no-story want --exhibit ID")
        .contains("selected-db has the steps 1 to 15, not 99")
        .contains("selected-db is not played in era '9.9'; its eras are 4.0.1")
        .contains("account-cache-overnight is played in a lab, which has no eras");
  }

  @Test
  void theListIsJsonToo() throws IOException {
    assertThat(run("list", "--json")).isZero();
    JsonNode list = new ObjectMapper().readTree(captured.said());
    assertThat(list.findValuesAsText("id")).contains("evalsha-after-restart");
    assertThat(list.findValuesAsText("group")).contains("restart").doesNotContain("Restarts");
  }
}
