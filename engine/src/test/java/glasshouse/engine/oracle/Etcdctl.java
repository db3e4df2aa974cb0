package glasshouse.engine.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** etcdctl, whose {@code snapshot status} runs bbolt's own check over any bolt file. */
public final class Etcdctl {
  private static final Pattern HASH = Pattern.compile("\"hash\":(\\d+)");

  private Etcdctl() {}

  /**
   * What it found.
   *
   * @param exit 0 when the file is sound
   * @param hash checksum of the content, -1 when it gave none
   * @param said all it printed
   */
  public record Status(int exit, long hash, String said) {}

  /** Its judgement of a file that nobody holds. */
  public static Status status(Path file) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("etcdctl", "snapshot", "status", "-w", "json", file.toString());
    builder.environment().put("ETCDCTL_API", "3");
    Process process = builder.redirectErrorStream(true).start();
    // Waited for first: a file that somebody holds is waited for without an end, and in silence.
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("etcdctl did not end; somebody holds " + file + "?");
    }
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).strip();
    Matcher hash = HASH.matcher(said);
    return new Status(process.exitValue(), hash.find() ? Long.parseLong(hash.group(1)) : -1, said);
  }
}
