package glasshouse.engine.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A dump by way of the disk: saved as BGSAVE saves, then read back by each replica that waits for
 * it, as fast as that takes it. It is opened in the step in which it stands, so that no later save
 * comes between.
 */
final class DumpFile {
  private static final String CANNOT = "Can't open/stat DB after BGSAVE: ";
  private static final int PART = 1 << 18;
  private static final long AHEAD = 1L << 20;

  private final Core core;
  private final Persistence persistence;
  private final List<ReplicaSession> waiting;
  private final BiConsumer<ReplicaSession, String> sent;
  private final Map<Long, Reading> reading = new LinkedHashMap<>();
  private boolean stands;

  /** How far a replica is in the file. */
  private static final class Reading {
    final ReplicaSession session;
    boolean asked = true;

    Reading(ReplicaSession session) {
      this.session = session;
    }

    boolean takesMore() {
      Connection connection = session.connection;
      return !asked && connection.unsent + connection.out.length() < AHEAD;
    }
  }

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
    for (ReplicaSession session : waiting) {
      session.state = ReplicaSession.State.SEND_BULK;
      long file = core.newFile();
      reading.put(file, new Reading(session));
      core.outbox.add(new Output.OpenRead(file, core.config.persistence.dbFilename.value()));
      core.outbox.add(new Output.ReadNext(file, PART));
    }
    waiting.clear();
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

  /** True when it stands and nobody waits for it or for more of it. */
  boolean over() {
    return stands && waiting.isEmpty() && reading.isEmpty();
  }

  void gone(ReplicaSession session) {
    waiting.remove(session);
    reading.forEach(
        (file, read) -> {
          if (read.session == session) {
            core.outbox.add(new Output.EndRead(file));
          }
        });
    reading.values().removeIf(read -> read.session == session);
  }

  /** Reads on for those who take more. */
  void advance() {
    reading.forEach(
        (file, read) -> {
          if (read.takesMore()) {
            read.asked = true;
            core.outbox.add(new Output.ReadNext(file, PART));
          }
        });
  }

  void took(DiskResult result) {
    long file = result.file();
    Reading read = reading.get(file);
    if (read == null) {
      return;
    }
    Connection connection = read.session.connection;
    switch (result) {
      case DiskResult.Size(long _, long bytes) -> {
        connection.out.put('$').decimal(bytes).crlf();
        core.touch(connection);
      }
      case DiskResult.Part(long _, byte[] bytes, boolean last) -> {
        connection.out.put(bytes);
        read.session.dumpOut = true;
        connection.reportAsked = true;
        core.touch(connection);
        read.asked = false;
        if (last) {
          ended(file, "");
        }
      }
      case DiskResult.Absent _ -> ended(file, CANNOT + "No such file or directory");
      case DiskResult.Failed failed -> {
        core.outbox.add(new Output.EndRead(file));
        ended(file, CANNOT + failed.reason());
      }
      case DiskResult.Accepted _, DiskResult.Committed _ -> {}
    }
  }

  private void ended(long file, String error) {
    Reading read = reading.remove(file);
    if (read != null) {
      sent.accept(read.session, error);
    }
  }
}
