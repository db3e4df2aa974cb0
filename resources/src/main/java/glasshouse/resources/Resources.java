package glasshouse.resources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Handles to all files that ship with the program.
 *
 * <p>A file that the program asks for by name has a constant here and a place in {@link #named()}.
 * A folder whose files are all of one kind, such as the exhibits, is listed instead: one more file
 * in it is one more of the kind. A test proves that each handle has its file and that no file lies
 * outside of both.
 */
public final class Resources {

  /** One line: the version of the program. */
  public static final Resource VERSION = new Resource("text/version.txt");

  /** How the window looks in both themes. */
  public static final Resource GLASSHOUSE_CSS = new Resource("css/glasshouse.css");

  /** Colours by meaning, light. */
  public static final Resource LIGHT_CSS = new Resource("css/light.css");

  /** Colours by meaning, dark. */
  public static final Resource DARK_CSS = new Resource("css/dark.css");

  /** The folder of the exhibits, one YAML file each. */
  static final String EXHIBITS = "exhibits";

  /** The folder of the tours past exhibits, one YAML file each. */
  static final String TOURS = "tours";

  private Resources() {}

  /** The handles that have a constant. */
  public static List<Resource> named() {
    return List.of(VERSION, GLASSHOUSE_CSS, LIGHT_CSS, DARK_CSS);
  }

  /**
   * The exhibits, by file name.
   *
   * @throws UncheckedIOException when the program's own files cannot be read
   */
  public static List<Resource> exhibits() {
    return list(EXHIBITS);
  }

  /**
   * The tours, by file name.
   *
   * @throws UncheckedIOException when the program's own files cannot be read
   */
  public static List<Resource> tours() {
    return list(TOURS);
  }

  private static List<Resource> list(String folder) {
    try {
      Path home =
          Path.of(Resources.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(home)) {
        return list(home, folder);
      }
      try (FileSystem inside = FileSystems.newFileSystem(home)) {
        return list(inside.getPath("/"), folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot find the program's own files", e);
    }
  }

  private static List<Resource> list(Path home, String folder) throws IOException {
    Path at = home.resolve(folder);
    if (!Files.isDirectory(at)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(at)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> new Resource(folder + "/" + file.getFileName()))
          .sorted((a, b) -> a.path().compareTo(b.path()))
          .toList();
    }
  }
}
