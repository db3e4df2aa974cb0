package glasshouse.engine.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A dump by way of the disk: saved as BGSAVE saves, then read back once for each replica. Its
 * length is sent before it, so the file is read whole first.
 */
final class DumpFile {
  private final Core core;
  private final Persistence persistence;
  private final List<ReplicaSession> waiting;
  private final BiConsumer<ReplicaSession, String> sent;
  private @Nullable ReplicaSession current;
  private long reading = -1;
  private final List<byte[]> collected = new ArrayList<>();

  /**
   * A dump for these replicas.
   *
   * @param sent told of each replica when it has everything, or why not
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

  void start() {
    persistence.save(false, this::saved);
  }

  private void saved(String error) {
    if (error.isEmpty()) {
      next();
    } else {
      for (ReplicaSession session : List.copyOf(waiting)) {
        waiting.remove(session);
        sent.accept(session, error);
      }
    }
  }

  private void next() {
    current = waiting.isEmpty() ? null : waiting.removeFirst();
    collected.clear();
    if (current != null) {
      reading = core.newFile();
      core.outbox.add(new Output.ReadFile(reading, core.config.persistence.dbFilename.value()));
    }
  }

  boolean idle() {
    return waiting.isEmpty() && current == null;
  }

  void gone(ReplicaSession session) {
    waiting.remove(session);
    if (current == session) {
      next();
    }
  }

  void took(DiskResult result) {
    ReplicaSession session = current;
    if (session == null || result.file() != reading) {
      return;
    }
    switch (result) {
      case DiskResult.Part(long _, byte[] bytes, boolean last) -> {
        collected.add(bytes);
        if (last) {
          send(session);
        }
      }
      case DiskResult.Absent _ -> failed(session, "the file is gone");
      case DiskResult.Failed(long _, String why) -> failed(session, why);
      case DiskResult.Accepted _, DiskResult.Committed _, DiskResult.Size _ -> {}
    }
  }

  private void failed(ReplicaSession session, String why) {
    next();
    sent.accept(session, why);
  }

  private void send(ReplicaSession session) {
    long length = collected.stream().mapToLong(part -> part.length).sum();
    Connection connection = session.connection;
    connection.out.put('$').decimal(length).crlf();
    collected.forEach(part -> connection.out.put(part));
    connection.reportAsked = true;
    core.touch(connection);
    next();
    sent.accept(session, "");
  }
}
