package glasshouse.engine.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * bbolt itself, built from Debian's library with a program of ours that does what it is told: see
 * bbolt/main.go among the resources of the tests.
 */
public final class Bbolt implements AutoCloseable {
  private static final Path LIBRARIES = Path.of("/usr/share/gocode");
  private static final int BUILD_SECONDS = 120;
  private static final int STOP_SECONDS = 5;

  private final Process process;
  private final Writer to;
  private final BufferedReader from;

  private Bbolt(Process process) {
    this.process = process;
    to = process.outputWriter(StandardCharsets.US_ASCII);
    from = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Why there is none, in words; null when there is one. */
  public static @Nullable String missing() {
    return LoggedProcess.find("go") != null
            && Files.isDirectory(LIBRARIES.resolve("src/go.etcd.io/bbolt"))
        ? null
        : "no bbolt to build (Debian: apt-get install golang-go golang-github-coreos-bbolt-dev)";
  }

  /** Builds it in {@code folder}; the first time takes some seconds. */
  public static Path build(Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve("bbolt.go");
    try (InputStream text = Bbolt.class.getResourceAsStream("/bbolt/main.go")) {
      Files.copy(Objects.requireNonNull(text), source);
    }
    Path program = folder.resolve("bbolt");
    ProcessBuilder builder =
        new ProcessBuilder("go", "build", "-o", program.toString(), source.toString());
    builder.environment().put("GO111MODULE", "off");
    builder.environment().put("GOFLAGS", "");
    builder.environment().put("GOPATH", LIBRARIES.toString());
    builder.environment().putIfAbsent("GOCACHE", folder.resolve("go-cache").toString());
    Process build = builder.redirectErrorStream(true).start();
    String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!build.waitFor(BUILD_SECONDS, TimeUnit.SECONDS) || build.exitValue() != 0) {
      build.destroyForcibly();
      throw new IOException("go build: " + said);
    }
    return program;
  }

  /** Starts what {@link #build} made. */
  public static Bbolt start(Path program) throws IOException {
    return new Bbolt(
        new ProcessBuilder(program.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /**
   * Has it do something, and gives what was asked for.
   *
   * @param words a verb of main.go and what belongs to it
   * @throws IOException when it could not, with what it said
   */
  public String ask(Object... words) throws IOException {
    for (int i = 0; i < words.length; i++) {
      to.write(i == 0 ? "" : "\t");
      to.write(words[i] instanceof byte[] bytes ? hex(bytes) : words[i].toString());
    }
    to.write('\n');
    to.flush();
    String line = from.readLine();
    if (line == null) {
      throw new IOException("bbolt ended over: " + words[0]);
    }
    String[] parts = line.split("\t", 2);
    if (!parts[0].equals("ok")) {
      throw new IOException("bbolt, asked to %s: %s".formatted(words[0], parts[1]));
    }
    return parts[1];
  }

  /** Bytes as its requests write them. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Its number among the processes. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    to.close();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
