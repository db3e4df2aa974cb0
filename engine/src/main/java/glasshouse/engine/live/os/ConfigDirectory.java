package glasshouse.engine.live.os;

import glasshouse.engine.config.ConfigFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Configuration files on the real disk, seen from a node's directory. */
public final class ConfigDirectory implements ConfigFiles {
  private Path directory;

  /** Files as seen from {@code directory}. */
  public ConfigDirectory(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  @Override
  public String read(String path) throws Failure {
    try {
      return Files.readString(directory.resolve(path), StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      throw new Failure(reason(failure));
    }
  }

  @Override
  public void write(String path, String text) throws Failure {
    Path target = directory.resolve(path);
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    try {
      Files.writeString(temporary, text, StandardCharsets.ISO_8859_1);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new Failure(reason(failure));
    }
  }

  @Override
  public String directory() {
    return directory.toString();
  }

  @Override
  public @Nullable String enter(String path) {
    Path target = directory.resolve(path).normalize();
    if (!Files.isDirectory(target)) {
      return Files.exists(target) ? "Not a directory" : "No such file or directory";
    }
    directory = target;
    return null;
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "No such file or directory";
      case AccessDeniedException _ -> "Permission denied";
      default -> String.valueOf(failure.getMessage());
    };
  }
}
