package glasshouse.engine.config;

import org.jspecify.annotations.Nullable;

/** What configuration needs of a file system. Texts are characters of ISO 8859-1. */
public interface ConfigFiles {
  /** A file could not be read or written; the message is the system's reason alone. */
  final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    /** A failure with the words of strerror, for example {@code No such file or directory}. */
    public Failure(String reason) {
      super(reason);
    }

    /** The reason. */
    public String reason() {
      return String.valueOf(getMessage());
    }
  }

  /** The text of a file. */
  String read(String path) throws Failure;

  /** Replaces a file at once: after a failure or a crash the old text stands. */
  void write(String path, String text) throws Failure;

  /** The directory that relative names of data files belong to, absolute. */
  String directory();

  /** Changes {@link #directory}; returns the system's reason when that cannot be, else null. */
  @Nullable String enter(String path);
}
