package glasshouse.engine.oracle;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A real etcd: on loopback, on a free port. Its data are in a bolt file that it keeps locked. */
public final class EtcdServer implements AutoCloseable {
  private static final String READY = "serving insecure client requests on ";
  private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"]*)\"");
  private static final int START_SECONDS = 30;

  /** Between asking for a free port and binding it somebody else may take it. */
  private static final int PORT_TRIES = 5;

  private final Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private LoggedProcess process;
  private int port;

  private EtcdServer(Path folder) throws IOException {
    this.folder = folder;
    port = LoggedProcess.freePort();
    process = launch(folder, port);
  }

  /** Starts one on a folder, which it makes when there is none, and does not wait for it. */
  public static EtcdServer start(Path folder) throws IOException {
    return new EtcdServer(folder);
  }

  private static LoggedProcess launch(Path folder, int port) throws IOException {
    String us = "http://127.0.0.1:" + port;
    String nobody = "http://127.0.0.1:1";
    List<String> command =
        List.of(
            "etcd",
            "--data-dir=" + folder,
            "--listen-client-urls=" + us,
            "--advertise-client-urls=" + us,
            "--listen-peer-urls=http://127.0.0.1:0",
            "--initial-advertise-peer-urls=" + nobody,
            "--initial-cluster=default=" + nobody,
            "--heartbeat-interval=10",
            "--election-timeout=100");
    return LoggedProcess.start(command, READY);
  }

  /** The bolt file in a folder of etcd's. */
  public static Path file(Path folder) {
    return folder.resolve("member/snap/db");
  }

  /**
   * Returns when it takes requests.
   *
   * @throws IllegalStateException when it does not, with what it logged
   */
  public EtcdServer ready() throws IOException {
    for (int i = 1; i < PORT_TRIES && !process.up(START_SECONDS) && portWasTaken(); i++) {
      process.close();
      port = LoggedProcess.freePort();
      process = launch(folder, port);
    }
    if (!process.up(START_SECONDS)) {
      throw new IllegalStateException("etcd did not start; it said:\n" + process.log());
    }
    return this;
  }

  private boolean portWasTaken() {
    return process.log().contains("address already in use");
  }

  /** Whether it takes requests already. */
  public boolean isReady() {
    return process.log().contains(READY);
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Puts a value. */
  public void put(String key, String value) throws IOException, InterruptedException {
    post("put", "{\"key\":\"%s\",\"value\":\"%s\"}".formatted(base64(key), base64(value)));
  }

  /** The value of a key; null when there is none. */
  public @Nullable String get(String key) throws IOException, InterruptedException {
    Matcher value = VALUE.matcher(post("range", "{\"key\":\"%s\"}".formatted(base64(key))));
    return value.find()
        ? new String(Base64.getDecoder().decode(value.group(1)), StandardCharsets.UTF_8)
        : null;
  }

  /** Forgets all states before a revision, so that pages become free. */
  public void compact(int revision) throws IOException, InterruptedException {
    post("compaction", "{\"revision\":\"%d\",\"physical\":true}".formatted(revision));
  }

  private String post(String what, String body) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/v3/kv/%s".formatted(port, what));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("etcd refused %s: %s".formatted(what, answer.body()));
    }
    return answer.body();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends it; what it has in memory it writes first. */
  @Override
  public void close() {
    process.close();
    http.close();
  }
}
