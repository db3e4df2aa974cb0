package glasshouse.engine.act;

import glasshouse.engine.Action;
import glasshouse.engine.Outcome;
import glasshouse.engine.Outcome.Done;
import glasshouse.engine.Outcome.Refused;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.Reply;
import glasshouse.engine.view.EngineEvent;
import java.io.IOException;
import java.util.List;

/** Carries out actions, by the same commands a person would type where there are such. */
public final class Hands {
  private static final int PATIENCE = 5000;
  private static final int SHUTDOWN_MILLIS = 15_000;
  private static final int FAILOVER_MILLIS = 10_000;

  private final Troupe troupe;

  /** Hands that act on the nodes of {@code troupe}. */
  public Hands(Troupe troupe) {
    this.troupe = troupe;
  }

  /** The line of the event log that tells what came of an action. */
  public static EngineEvent report(long now, Action action, Outcome outcome) {
    return switch (outcome) {
      case Done(String said) -> event(now, EngineEvent.Level.NOTICE, action.words() + ": " + said);
      case Refused(String reason) ->
          event(now, EngineEvent.Level.WARNING, action.words() + " refused: " + reason);
    };
  }

  private static EngineEvent event(long now, EngineEvent.Level level, String text) {
    return new EngineEvent(now, "", level, EngineEvent.Kind.ACTION, text);
  }

  /** Does it, or says why not. */
  public Outcome carryOut(Action action) {
    try {
      return act(action);
    } catch (NoSuchActor missing) {
      return new Refused(missing.reason());
    } catch (IOException failure) {
      return new Refused(String.valueOf(failure.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Refused("interrupted");
    }
  }

  private static final class NoSuchActor extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchActor(String reason) {
      super(reason, null, false, false);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  private Outcome act(Action action) throws IOException, InterruptedException {
    return switch (action) {
      case Action.AddReplica(String master) -> {
        Actor added = troupe.add(running(master).name());
        yield new Done(added.name() + " on port " + added.port() + " follows " + master);
      }
      case Action.Reattach(String node, String master) ->
          command(running(node), "REPLICAOF", "127.0.0.1", Integer.toString(member(master).port()));
      case Action.Promote(String node) -> command(running(node), "REPLICAOF", "NO", "ONE");
      case Action.Stop(String node) -> stop(running(node));
      case Action.Kill(String node) -> kill(running(node));
      case Action.Start(String node) -> start(member(node));
      case Action.StartAsMaster(String node) -> {
        member(node).follow("", 0);
        yield start(member(node));
      }
      case Action.Restart(String node) -> {
        Outcome stopped = stop(running(node));
        yield stopped instanceof Done ? start(member(node)) : stopped;
      }
      case Action.KillAndStart(String node) -> {
        kill(running(node));
        yield start(member(node));
      }
      case Action.Freeze(String node) -> freeze(running(node));
      case Action.Thaw(String node) -> thaw(member(node));
      case Action.Cut(String replica) -> cut(member(replica), true);
      case Action.Heal(String replica) -> cut(member(replica), false);
      case Action.Stall(String replica, long bytes) -> {
        running(replica).stall(bytes);
        yield new Done(bytes + " bytes more come through to " + replica + ", then none");
      }
      case Action.Release(String replica) -> {
        running(replica).release();
        yield new Done("what waited on the way to " + replica + " arrives");
      }
      case Action.AdvanceClock(String node, long millis) -> {
        member(node).advanceClock(millis);
        yield new Done("the clock of " + node + " is " + millis + " ms further ahead");
      }
      case Action.FailOver(String replica) -> failOver(running(replica));
      case Action.ForceFailOver(String replica) -> forceFailOver(running(replica));
    };
  }

  private Actor member(String name) {
    Actor member = troupe.get(name);
    if (member == null) {
      throw new NoSuchActor("there is no node " + name);
    }
    return member;
  }

  private Actor running(String name) {
    Actor member = member(name);
    if (!member.running()) {
      throw new NoSuchActor(name + " does not run; start it first");
    }
    if (member.frozen()) {
      throw new NoSuchActor(name + " is frozen; thaw it first");
    }
    return member;
  }

  private static Outcome command(Actor member, String... words) throws IOException {
    String text = String.join("\n", member.ask(Args.of(words), PATIENCE).lines());
    return text.startsWith("(error) ")
        ? new Refused(member.name() + " answered: " + text.substring(8))
        : new Done(member.name() + " answered " + text);
  }

  private static Outcome stop(Actor member) throws IOException, InterruptedException {
    Reply reply = null;
    try {
      reply = member.ask(Args.of("SHUTDOWN", "SAVE"), SHUTDOWN_MILLIS);
    } catch (IOException ended) {
      // The end of the connection is the answer of a server that shuts down.
    }
    if (reply != null) {
      return new Refused(member.name() + " answered: " + String.join(" ", reply.lines()));
    }
    return member.awaitEnd(SHUTDOWN_MILLIS)
        ? new Done(member.name() + " saved and stopped")
        : new Refused(member.name() + " did not end within " + SHUTDOWN_MILLIS / 1000 + " s");
  }

  private static Outcome kill(Actor member) {
    member.kill();
    return new Done(member.name() + " was killed; what it had not saved is gone");
  }

  private static Outcome start(Actor member) throws IOException {
    if (member.running()) {
      return new Refused(member.name() + " runs already");
    }
    member.start();
    return new Done(member.name() + " listens on port " + member.port());
  }

  private static Outcome freeze(Actor member) throws IOException {
    member.freeze();
    return new Done(member.name() + " stands still, its sockets open");
  }

  private static Outcome thaw(Actor member) {
    if (!member.frozen()) {
      return new Refused(member.name() + " is not frozen");
    }
    member.thaw();
    return new Done(member.name() + " goes on");
  }

  private static Outcome cut(Actor member, boolean yes) throws IOException {
    if (member.cut() == yes) {
      return new Refused(
          "the link of " + member.name() + (yes ? " is cut already" : " is not cut"));
    }
    member.cut(yes);
    return new Done(
        yes
            ? "the link of " + member.name() + " to its master is held cut"
            : member.name() + " may connect to its master again");
  }

  /** Asks the replica itself: of nodes in threads of their own, a view may be of some time ago. */
  private Actor masterOf(Actor replica) throws IOException {
    Reply role = replica.ask(Args.of("ROLE"), PATIENCE);
    if (!(role instanceof Reply.Group(char _, List<Reply> parts)) || parts.size() < 3) {
      throw new NoSuchActor(
          replica.name() + " answered to ROLE: " + String.join(" ", role.lines()));
    }
    if (!parts.getFirst().lines().contains("\"slave\"")) {
      throw new NoSuchActor(replica.name() + " is a master already");
    }
    for (Actor member : troupe.all()) {
      if (parts.get(2).lines().contains("(integer) " + member.port())) {
        return member;
      }
    }
    throw new NoSuchActor(
        "the master of " + replica.name() + " listens on a port of no node of this cluster");
  }

  private Outcome failOver(Actor replica) throws IOException {
    Actor master = running(masterOf(replica).name());
    return command(
        master,
        "FAILOVER",
        "TO",
        "127.0.0.1",
        Integer.toString(replica.port()),
        "TIMEOUT",
        Integer.toString(FAILOVER_MILLIS));
  }

  private Outcome forceFailOver(Actor replica) throws IOException {
    masterOf(replica);
    Outcome promoted = command(replica, "REPLICAOF", "NO", "ONE");
    if (promoted instanceof Refused) {
      return promoted;
    }
    StringBuilder left = new StringBuilder();
    for (Actor other : troupe.all()) {
      if (other == replica || !other.running()) {
        continue;
      }
      if (other.frozen()) {
        left.append(' ').append(other.name());
      } else {
        command(other, "REPLICAOF", "127.0.0.1", Integer.toString(replica.port()));
      }
    }
    for (Actor other : troupe.all()) {
      if (other != replica && !other.running()) {
        other.follow("127.0.0.1", replica.port());
      }
    }
    return new Done(
        replica.name()
            + " is master now and the others follow it"
            + (left.isEmpty() ? "" : ", but for the frozen" + left));
  }
}
