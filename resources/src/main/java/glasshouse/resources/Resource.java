package glasshouse.resources;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * A handle to one file that ships with the program.
 *
 * @param path where the file lies, from the root of the resources, with {@code /} between folders
 */
public record Resource(String path) {

  /** The last part of the path, as {@code light.css}. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * The file's address, for those who load it themselves, such as a scene its style sheets.
   *
   * @throws IllegalStateException when the program was packed without the file
   */
  public URL url() {
    URL url = Resource.class.getResource("/" + path);
    if (url == null) {
      throw new IllegalStateException("the program was packed without " + path);
    }
    return url;
  }

  /**
   * Opens the file for reading; the caller closes it.
   *
   * @throws IllegalStateException when the program was packed without the file
   * @throws UncheckedIOException when it cannot be opened
   */
  public InputStream open() {
    try {
      return url().openStream();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + path, e);
    }
  }

  /**
   * The whole file as text, read as UTF-8.
   *
   * @throws IllegalStateException when the program was packed without the file
   * @throws UncheckedIOException when it cannot be read
   */
  public String text() {
    try (InputStream in = open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
