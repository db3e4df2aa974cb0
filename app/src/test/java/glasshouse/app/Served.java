package glasshouse.app;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts {@code glasshouse serve} in processes that end with the test. */
final class Served implements AfterEachCallback {
  private final List<Process> started = new ArrayList<>();

  /** Starts one; its errors are in its output. */
  Process start(String... options) throws IOException {
    return start(Map.of(), options);
  }

  /** The same, with something in its environment. */
  Process start(Map<String, String> environment, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Performance data is a file of its own, which a limit on files would cut.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("glasshouse.app.Main", "serve"));
    command.addAll(List.of(options));
    return run(environment, command);
  }

  /** Starts redis-server in our place; only where {@link #realServer} finds it. */
  Process startReal(Map<String, String> environment, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(String.valueOf(realServer())));
    command.addAll(List.of(options));
    return run(environment, command);
  }

  private Process run(Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process node = builder.start();
    started.add(node);
    return node;
  }

  /** The redis-server on the PATH, null for none. */
  static @Nullable Path realServer() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path program = Path.of(folder, "redis-server");
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    return null;
  }

  /** A port that is free now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    started.forEach(Process::destroyForcibly);
  }
}
