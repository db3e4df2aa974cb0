package glasshouse.engine.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.resp.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge of the transcripts is judged: what differs must be noticed. */
class PlayerTest {
  @TempDir Path dir = Path.of("");

  private void play(String... lines) throws IOException {
    Path file = dir.resolve("t.txt");
    Files.write(file, List.of(lines));
    Transcript transcript = Transcript.read(file);
    for (Transcript.Block block : transcript.blocks()) {
      new Player(transcript, new DeskSubject()).play(block);
    }
  }

  @Test
  void namesTheLineAndBothSides() {
    assertThatThrownBy(() -> play("> SET a 1", "OK", "> GET a", "\"2\""))
        .hasMessageContaining("t.txt:3: another reply of our node after 1> GET a")
        .hasMessageContaining("expected:\n\"2\"\nseen:\n\"1\"");
  }

  @Test
  void noticesReplyThatShouldNotBeAndOneThatIsMissing() {
    assertThatThrownBy(() -> play("> SET a 1")).hasMessageContaining("no reply was expected");
    assertThatThrownBy(() -> play("> SET a 1", "OK", "1<", "OK")).hasMessageContaining("(nothing)");
  }

  @Test
  void beginsEveryBlockAfresh() throws IOException {
    play("> SET a 1", "OK", "---", "> GET a", "(nil)");
  }

  @Test
  void expandsTimesAndRepetitions() throws IOException {
    play("> SET a {ms+100}", "OK", "@pass 100", "> GET a", "\"{ms}\"");
    play("> SET a {x*5}", "OK", "> GET a", "\"{x*5}\"");
    assertThatThrownBy(() -> play("> SET a {ms}", "OK", "> GET a", "\"{ms+1}\""))
        .hasMessageContaining("another reply");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*2;$1;a;$1;b;|1) \"a\";2) \"b\"|0|true",
        "*2;$1;a;$1;b;|1) \"b\";2) \"a\"|0|false",
        "*2;$1;a;$1;b;|1) \"b\";2) \"a\"|1|true",
        "*2;$1;a;$1;b;|1) \"a\"|1|false",
        "*2;$1;a;$1;a;|1) \"a\";2) \"b\"|1|false",
        "*4;:1;:2;:3;:4;|1) (integer) 3;2) (integer) 4;3) (integer) 1;4) (integer) 2|2|true",
        "*4;:1;:2;:3;:4;|1) (integer) 3;2) (integer) 2;3) (integer) 1;4) (integer) 4|2|false",
        "*2;*1;:1;*0;|1) 1) (integer) 1;2) (empty array)|0|true",
        "*2;:1;:2;|1) 1) (integer) 1;   2) (integer) 2|0|false",
        "*1;:57;|1) (integer) 50..60|0|true",
        "*1;:61;|1) (integer) 50..60|0|false",
        "*1;$2;57;|1) /\"\\d+\"/|0|true",
        "*1;$2;5x;|1) /\"\\d+\"/|0|false",
        "%1;$1;k;*1;:1;|1# \"k\" => 1) (integer) 1|0|true",
        "%1;$1;k;:1;|1# \"k\" => (integer) 2|0|false",
        "~1;:1;|1) (integer) 1|0|false",
        "~1;:1;|1~ (integer) 1|0|true",
        ",1.5;|(double) 1.5|0|true",
        "*-1;|(nil)|0|false",
        "*-1;|(nil array)|0|true",
      })
  void compares(String wire, String lines, int unordered, boolean accepted) throws IOException {
    byte[] bytes = wire.replace(";", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    Reply seen = Reply.read(new ByteArrayInputStream(bytes));
    Reply expected = Expected.parse(List.of(lines.split(";")));
    assertThat(Expected.accepts(expected, seen, unordered, 0, 0)).isEqualTo(accepted);
  }

  @Test
  void printsWhatItReads() {
    List<String> twelve =
        List.of(
            " 1) \"a\"",
            " 2) (nil)",
            " 3) 1~ (integer) 1",
            "    2~ (true)",
            " 4) (empty set)",
            " 5) 1# \"k\" => 1) \"x\"",
            "              2) \"y\"",
            " 6) a",
            " 7) b",
            " 8) c",
            " 9) d",
            "10) e");
    Reply tree = Expected.parse(twelve);
    assertThat(tree).isInstanceOf(Reply.Group.class);
    assertThat(tree.lines()).isEqualTo(twelve);
    assertThat(Words.split("a \"b c\\x41\\n\" 'd e' \"\""))
        .containsExactly("a", "b cA\n", "d e", "");
    assertThat(Words.plain("a b\r")).isEqualTo("\"a b\\r\"");
  }
}
