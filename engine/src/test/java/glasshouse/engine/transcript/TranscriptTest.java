package glasshouse.engine.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every transcript on our node, and on the real server. */
class TranscriptTest {
  @TestFactory
  Stream<DynamicNode> ourNode() throws IOException {
    return tests(new DeskSubject(), Transcript.Block::ours);
  }

  @TestFactory
  @Needs(Judge.REDIS_SERVER)
  Stream<DynamicNode> realServer() throws IOException {
    RealSubject subject = new RealSubject();
    return tests(subject, Transcript.Block::real).onClose(subject::close);
  }

  private static Stream<DynamicNode> tests(Subject subject, Predicate<Transcript.Block> here)
      throws IOException {
    List<DynamicNode> nodes = new ArrayList<>();
    String wanted = System.getenv().getOrDefault("TRANSCRIPT", "");
    for (Path file : files()) {
      if (!file.toString().contains(wanted)) {
        continue;
      }
      Transcript transcript = Transcript.read(file);
      List<DynamicNode> blocks = new ArrayList<>();
      for (Transcript.Block block : transcript.blocks()) {
        if (here.test(block)) {
          String name = file.getFileName() + ":" + block.line();
          blocks.add(
              DynamicTest.dynamicTest(name, () -> new Player(transcript, subject).play(block)));
        }
      }
      nodes.add(DynamicContainer.dynamicContainer(name(file), blocks));
    }
    assertThat(nodes).as("transcripts whose name contains '%s'", wanted).isNotEmpty();
    return nodes.stream();
  }

  private static String name(Path file) {
    return Objects.requireNonNull(file.getParent()).getFileName() + "/" + file.getFileName();
  }

  static List<Path> files() throws IOException {
    URL folder = TranscriptTest.class.getResource("/transcripts");
    try (Stream<Path> files = Files.walk(Path.of(Objects.requireNonNull(folder).toURI()))) {
      return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
