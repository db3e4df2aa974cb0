package glasshouse.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResourcesTest {

  private static final Path FILES = Path.of("src/main/resources");

  @Test
  void eachHandleHasItsFile() {
    for (Resource handle : handles().toList()) {
      assertThat(handle.text()).as(handle.path()).isNotBlank();
    }
  }

  @Test
  void noFileIsOrphaned() throws IOException {
    try (Stream<Path> files = Files.walk(FILES)) {
      List<String> paths =
          files
              .filter(Files::isRegularFile)
              .map(file -> FILES.relativize(file).toString().replace('\\', '/'))
              .toList();
      assertThat(paths)
          .as("a file needs a constant in Resources or a folder that is listed")
          .containsExactlyInAnyOrderElementsOf(handles().map(Resource::path).toList());
    }
  }

  @Test
  void theNameIsTheLastPartOfThePath() {
    assertThat(new Resource("css/deep/light.css").name()).isEqualTo("light.css");
  }

  private static Stream<Resource> handles() {
    return Stream.of(Resources.named(), Resources.exhibits(), Resources.tours())
        .flatMap(List::stream);
  }
}
