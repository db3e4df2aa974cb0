package glasshouse.engine.live;

import glasshouse.engine.Action;
import glasshouse.engine.Cluster;
import glasshouse.engine.Console;
import glasshouse.engine.Outcome;
import glasshouse.engine.act.Actor;
import glasshouse.engine.act.Hands;
import glasshouse.engine.act.Troupe;
import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.EngineEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A cluster of live nodes on this machine: real ports, real files, threads of their own. */
public final class LiveCluster implements Cluster {
  private static final int VIEW_MILLIS = 50;
  private static final String OPTIONS =
      """
      repl-diskless-sync-delay 0
      enable-debug-command yes
      """;

  private final Path directory;
  private final String era;
  private final EventRing events = new EventRing();
  private final Roster members = new Roster();
  private final ScheduledExecutorService acting;
  private final ScheduledExecutorService looking;
  private final SecureRandom seeds = new SecureRandom();
  private final Hands hands;
  private volatile ClusterView view = ClusterView.EMPTY;

  /** What the last look failed with, said once; of the looking thread. */
  private String fault = "";

  /**
   * A cluster without nodes.
   *
   * @param directory each node gets a directory of its own below it
   * @param era the release whose behaviour its nodes show, for example {@code 7.0}
   */
  public LiveCluster(Path directory, String era) {
    this.directory = directory;
    this.era = era;
    acting = thread("cluster-actions");
    looking = thread("cluster-views");
    hands = new Hands(troupe());
    var _ = looking.scheduleWithFixedDelay(this::look, 0, VIEW_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * A running cluster of a master and {@code replicas} replicas, named n1, n2 and so on.
   *
   * @throws IOException when a node cannot be started
   */
  public static LiveCluster start(Path directory, String era, int replicas) throws IOException {
    LiveCluster cluster = new LiveCluster(directory, era);
    try {
      Member master = cluster.add("");
      for (int i = 0; i < replicas; i++) {
        cluster.add(master.name());
      }
      return cluster;
    } catch (IOException failure) {
      cluster.close();
      throw failure;
    }
  }

  private Troupe troupe() {
    return new Troupe() {
      @Override
      public @Nullable Actor get(String name) {
        return members.get(name);
      }

      @Override
      public List<Member> all() {
        return members.all();
      }

      @Override
      public Actor add(String master) throws IOException {
        return LiveCluster.this.add(master);
      }
    };
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().name(name).daemon().factory());
  }

  /**
   * Adds a node and starts it; returns when it listens.
   *
   * @param name its name, new to this cluster
   * @param master name of the node to replicate from, empty for a master
   * @param options redis.conf lines, in addition to those every node has
   * @throws IOException when it cannot be started
   * @throws IllegalArgumentException when the name is taken or there is no such master
   */
  public void add(String name, String master, String options) throws IOException {
    addMember(name, master, options);
  }

  private Member add(String master) throws IOException {
    return addMember(members.freeName(), master, "");
  }

  private Member addMember(String name, String master, String options) throws IOException {
    if (members.get(name) != null) {
      throw new IllegalArgumentException("there is a node " + name + " already");
    }
    Member above = members.get(master);
    if (above == null && !master.isEmpty()) {
      throw new IllegalArgumentException("there is no node " + master + " to follow");
    }
    Path home = Files.createDirectories(directory.resolve(name));
    Member member = new Member(name, home, era, OPTIONS + options, seeds::nextLong, this::emit);
    if (above != null) {
      member.follow("127.0.0.1", above.port());
    }
    member.start();
    members.add(member);
    return member;
  }

  private void emit(EngineEvent event) {
    events.add(event);
  }

  /** A schedule ends at the first exception, and an old view would stand for the present one. */
  private void look() {
    try {
      lookAround();
      fault = "";
    } catch (RuntimeException failure) {
      StackTraceElement[] at = failure.getStackTrace();
      String now =
          "the view stands still: "
              + failure
              + (at.length == 0 ? "" : " at " + at[0])
              + "; please report this";
      if (!now.equals(fault)) {
        fault = now;
        emit(
            new EngineEvent(
                System.currentTimeMillis(),
                "",
                EngineEvent.Level.WARNING,
                EngineEvent.Kind.LIFE,
                now));
      }
    }
  }

  private void lookAround() {
    for (Member member : members.all()) {
      if (member.noticeEnd()) {
        emit(
            new EngineEvent(
                System.currentTimeMillis(),
                member.name(),
                EngineEvent.Level.WARNING,
                EngineEvent.Kind.LIFE,
                member.name() + " has ended"));
      }
    }
    view = ClusterViews.join(List.copyOf(members.all()), System.currentTimeMillis());
  }

  @Override
  public ClusterView view() {
    return view;
  }

  @Override
  public long drainEvents(Consumer<EngineEvent> reader) {
    return events.drain(reader);
  }

  @Override
  public boolean tells(String node, String words) {
    return events.tells(node, words);
  }

  @Override
  public void act(Action action, Consumer<Outcome> done) {
    try {
      acting.execute(
          () -> {
            Outcome outcome = hands.carryOut(action);
            emit(Hands.report(System.currentTimeMillis(), action, outcome));
            done.accept(outcome);
          });
    } catch (RejectedExecutionException _) {
      done.accept(new Outcome.Refused("the cluster is closed"));
    }
  }

  @Override
  public Console console(String node) {
    return new LiveConsole(node, () -> port(node));
  }

  /** The port of a node, or 0 when there is no such node. */
  private int port(String name) {
    @Nullable Member member = members.get(name);
    return member == null ? 0 : member.port();
  }

  @Override
  public void close() {
    acting.shutdownNow();
    looking.shutdownNow();
    members.all().forEach(Member::kill);
  }
}
