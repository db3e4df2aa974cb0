package glasshouse.engine.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A dump by way of the disk: saved as BGSAVE saves, then read back once for all replicas that wait
 * for it. It is asked for in the step in which it stands, so that no later save comes between. Its
 * length is sent before it, so the file is read whole first.
 */
final class DumpFile {
  private final Core core;
  private final Persistence persistence;
  private final List<ReplicaSession> waiting;
  private final BiConsumer<ReplicaSession, String> sent;
  private final List<byte[]> collected = new ArrayList<>();
  private boolean stands;
  private long reading = -1;

  /**
   * A dump for these replicas.
   *
   * @param sent told of each replica when it has everything, or why not, as the log says it
   */
  DumpFile(
      Core core,
      Persistence persistence,
      List<ReplicaSession> replicas,
      BiConsumer<ReplicaSession, String> sent) {
    this.core = core;
    this.persistence = persistence;
    this.waiting = new ArrayList<>(replicas);
    this.sent = sent;
  }

  /**
   * Whoever came first of those who wait, or null; for one who wants the stream, of those who get
   * it too.
   */
  @Nullable ReplicaSession firstFor(ReplicaSession later) {
    return waiting.stream()
        .filter(session -> !session.rdbOnly || later.rdbOnly)
        .findFirst()
        .orElse(null);
  }

  /** One more wants the file that is being saved. */
  void join(ReplicaSession session) {
    waiting.add(session);
  }

  void start() {
    persistence.save(false, this::saved);
  }

  private void saved(String error) {
    stands = true;
    if (!error.isEmpty()) {
      all("BGSAVE child returned an error");
    }
    if (waiting.isEmpty()) {
      return;
    }
    waiting.forEach(session -> session.state = ReplicaSession.State.SEND_BULK);
    reading = core.newFile();
    core.outbox.add(new Output.ReadFile(reading, core.config.persistence.dbFilename.value()));
  }

  private void all(String error) {
    List<ReplicaSession> told = List.copyOf(waiting);
    waiting.clear();
    told.forEach(session -> sent.accept(session, error));
  }

  /** True when it is not being saved any more. */
  boolean stands() {
    return stands;
  }

  /** True when it stands and nobody waits for it. */
  boolean over() {
    return stands && waiting.isEmpty();
  }

  void gone(ReplicaSession session) {
    waiting.remove(session);
  }

  void took(DiskResult result) {
    if (result.file() != reading) {
      return;
    }
    switch (result) {
      case DiskResult.Part(long _, byte[] bytes, boolean last) -> {
        collected.add(bytes);
        if (last) {
          waiting.forEach(this::send);
          all("");
        }
      }
      case DiskResult.Absent _ -> failed("No such file or directory");
      case DiskResult.Failed failed -> failed(failed.reason());
      case DiskResult.Accepted _, DiskResult.Committed _, DiskResult.Size _ -> {}
    }
  }

  private void failed(String why) {
    all("Can't open/stat DB after BGSAVE: " + why);
  }

  private void send(ReplicaSession session) {
    long length = collected.stream().mapToLong(part -> part.length).sum();
    Connection connection = session.connection;
    connection.out.put('$').decimal(length).crlf();
    collected.forEach(part -> connection.out.put(part));
    session.dumpOut = true;
    connection.reportAsked = true;
    core.touch(connection);
  }
}
