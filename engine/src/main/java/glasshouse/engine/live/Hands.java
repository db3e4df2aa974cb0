package glasshouse.engine.live;

import glasshouse.engine.Action;
import glasshouse.engine.Outcome;
import glasshouse.engine.Outcome.Done;
import glasshouse.engine.Outcome.Refused;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.Reply;
import glasshouse.engine.view.NodeView;
import java.io.IOException;
import java.util.function.LongSupplier;

/** Carries out actions, by the same commands a person would type where there are such. */
final class Hands {
  /** Adds a node that follows {@code master}. */
  interface Adding {
    Member add(String master) throws IOException;
  }

  private static final int PATIENCE = 5000;
  private static final int SHUTDOWN_MILLIS = 15_000;
  private static final int FAILOVER_MILLIS = 10_000;

  private final Roster members;
  private final Adding adding;
  private final LongSupplier seeds;

  Hands(Roster members, Adding adding, LongSupplier seeds) {
    this.members = members;
    this.adding = adding;
    this.seeds = seeds;
  }

  /** Does it, or says why not. */
  Outcome carryOut(Action action) {
    try {
      return act(action);
    } catch (NoSuchMember missing) {
      return new Refused(missing.reason());
    } catch (IOException failure) {
      return new Refused(String.valueOf(failure.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Refused("interrupted");
    }
  }

  private static final class NoSuchMember extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchMember(String reason) {
      super(reason, null, false, false);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  private Outcome act(Action action) throws IOException, InterruptedException {
    return switch (action) {
      case Action.AddReplica(String master) -> {
        Member added = adding.add(running(master).name);
        yield new Done(added.name + " on port " + added.port() + " follows " + master);
      }
      case Action.Reattach(String node, String master) ->
          command(running(node), "REPLICAOF", "127.0.0.1", Integer.toString(member(master).port()));
      case Action.Promote(String node) -> command(running(node), "REPLICAOF", "NO", "ONE");
      case Action.Stop(String node) -> stop(running(node));
      case Action.Kill(String node) -> kill(running(node));
      case Action.Start(String node) -> start(member(node));
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
      case Action.FailOver(String replica) -> failOver(running(replica));
      case Action.ForceFailOver(String replica) -> forceFailOver(running(replica));
    };
  }

  private Member member(String name) {
    Member member = members.get(name);
    if (member == null) {
      throw new NoSuchMember("there is no node " + name);
    }
    return member;
  }

  private Member running(String name) {
    Member member = member(name);
    if (!member.running()) {
      throw new NoSuchMember(name + " does not run; start it first");
    }
    if (member.frozen()) {
      throw new NoSuchMember(name + " is frozen; thaw it first");
    }
    return member;
  }

  private static Outcome command(Member member, String... words) throws IOException {
    try (Wire wire = new Wire(member.port(), PATIENCE)) {
      wire.send(Args.of(words));
      Reply reply = wire.read();
      String text = String.join("\n", reply.lines());
      return text.startsWith("(error) ")
          ? new Refused(member.name + " answered: " + text.substring(8))
          : new Done(member.name + " answered " + text);
    }
  }

  private static Outcome stop(Member member) throws IOException, InterruptedException {
    Reply reply = null;
    try (Wire wire = new Wire(member.port(), SHUTDOWN_MILLIS)) {
      wire.send(Args.of("SHUTDOWN", "SAVE"));
      reply = wire.read();
    } catch (IOException ended) {
      // The end of the connection is the answer of a server that shuts down.
    }
    if (reply != null) {
      return new Refused(member.name + " answered: " + String.join(" ", reply.lines()));
    }
    return member.awaitEnd(SHUTDOWN_MILLIS)
        ? new Done(member.name + " saved and stopped")
        : new Refused(member.name + " did not end within " + SHUTDOWN_MILLIS / 1000 + " s");
  }

  private static Outcome kill(Member member) {
    member.kill();
    return new Done(member.name + " was killed; what it had not saved is gone");
  }

  private Outcome start(Member member) throws IOException {
    if (member.running()) {
      return new Refused(member.name + " runs already");
    }
    member.start(seeds.getAsLong());
    return new Done(member.name + " listens on port " + member.port());
  }

  private static Outcome freeze(Member member) {
    member.freeze();
    return new Done(member.name + " stands still, its sockets open");
  }

  private static Outcome thaw(Member member) {
    if (!member.frozen()) {
      return new Refused(member.name + " is not frozen");
    }
    member.thaw();
    return new Done(member.name + " goes on");
  }

  private static Outcome cut(Member member, boolean yes) {
    if (member.cut() == yes) {
      return new Refused("the link of " + member.name + (yes ? " is cut already" : " is not cut"));
    }
    member.cut(yes);
    return new Done(
        yes
            ? "the link of " + member.name + " to its master is held cut"
            : member.name + " may connect to its master again");
  }

  private Member masterOf(Member replica) {
    NodeView view = replica.view();
    if (view == null || view.replication().master()) {
      throw new NoSuchMember(replica.name + " is a master already");
    }
    for (Member member : members.all()) {
      if (view.replication().masterAddress().endsWith(":" + member.port())) {
        return member;
      }
    }
    throw new NoSuchMember(
        "the master of "
            + replica.name
            + " is "
            + view.replication().masterAddress()
            + ", no node of this cluster");
  }

  private Outcome failOver(Member replica) throws IOException {
    Member master = running(masterOf(replica).name);
    return command(
        master,
        "FAILOVER",
        "TO",
        "127.0.0.1",
        Integer.toString(replica.port()),
        "TIMEOUT",
        Integer.toString(FAILOVER_MILLIS));
  }

  private Outcome forceFailOver(Member replica) throws IOException {
    masterOf(replica);
    Outcome promoted = command(replica, "REPLICAOF", "NO", "ONE");
    if (promoted instanceof Refused) {
      return promoted;
    }
    StringBuilder left = new StringBuilder();
    for (Member other : members.all()) {
      if (other == replica || !other.running()) {
        continue;
      }
      if (other.frozen()) {
        left.append(' ').append(other.name);
      } else {
        command(other, "REPLICAOF", "127.0.0.1", Integer.toString(replica.port()));
      }
    }
    for (Member other : members.all()) {
      if (other != replica && !other.running()) {
        other.follow("127.0.0.1", replica.port());
      }
    }
    return new Done(
        replica.name
            + " is master now and the others follow it"
            + (left.isEmpty() ? "" : ", but for the frozen" + left));
  }
}
