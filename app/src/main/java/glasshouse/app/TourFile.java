package glasshouse.app;

import glasshouse.ui.player.Bookmarks;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;

/** Where tours were left, in a file of the user's: a line for each. */
final class TourFile implements Bookmarks {
  private final Path file;
  private final Properties stops = new Properties();

  /** What stands in the file; nothing when there is none yet, or when it cannot be read. */
  TourFile(Path file) {
    this.file = file;
    try (Reader reader = Files.newBufferedReader(file)) {
      stops.load(reader);
    } catch (NoSuchFileException none) {
      stops.clear();
    } catch (IOException | IllegalArgumentException damaged) {
      complain("read", damaged);
    }
  }

  /** Where programs of a user keep what they were at, as desktops agree upon. */
  static Path usual() {
    String state = System.getenv("XDG_STATE_HOME");
    Path home =
        state == null || state.isEmpty()
            ? Path.of(System.getProperty("user.home", "."), ".local", "state")
            : Path.of(state);
    return home.resolve("glasshouse").resolve("tours");
  }

  @Override
  public synchronized int stop(String tour) {
    String stop = stops.getProperty(tour, "0");
    return stop.matches("[0-9]{1,4}") ? Integer.parseInt(stop) : 0;
  }

  @Override
  public synchronized void keep(String tour, int stop) {
    stops.setProperty(tour, Integer.toString(stop));
    Thread.ofVirtual().name("keep-tours").start(this::write);
  }

  /** Writes what is true now, whoever comes last. */
  private synchronized void write() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (Writer writer = Files.newBufferedWriter(file)) {
        stops.store(writer, null);
      }
    } catch (IOException e) {
      complain("write", e);
    }
  }

  private void complain(String what, Exception e) {
    System.err.println("glasshouse: cannot " + what + " where tours were left: " + e);
  }
}
