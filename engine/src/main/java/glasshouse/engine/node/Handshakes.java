package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.config.ReplicationSection;
import glasshouse.engine.node.MasterLink.Handshake;
import glasshouse.engine.replication.Behaviour;
import glasshouse.engine.resp.Args;
import glasshouse.engine.view.EngineEvent.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What a replica and its master say to each other before the stream, and what comes of it: the
 * stream goes on, everything is sent, or it is tried again later (Redis, syncWithMaster).
 */
final class Handshakes {
  private final Core core;
  private final Feed feed;
  private final ReplicaLink link;
  private final ReplicaSide.Rest rest;
  private boolean failingOver;

  Handshakes(Core core, Feed feed, ReplicaLink link, ReplicaSide.Rest rest) {
    this.core = core;
    this.feed = feed;
    this.link = link;
    this.rest = rest;
  }

  /** Whether the next PSYNC hands over to the master that is asked (FAILOVER). */
  void failingOver(boolean yes) {
    failingOver = yes;
  }

  /** The link is up: begins to talk. */
  void begin(long number) {
    core.notice(Kind.REPLICATION, "Non blocking connect for SYNC fired the event.");
    link.become(new Handshake(number, core.now), "link is up");
    link.send(number, Args.of("PING"));
  }

  /** The link is gone in the middle of it. */
  void interrupted(Handshake state, String why) {
    core.warn(
        Kind.REPLICATION,
        "Failed to read response from the server: " + (why.isEmpty() ? "Success" : why));
    if (state.step == Handshake.Step.PSYNC) {
      core.warn(Kind.REPLICATION, "Master did not reply to PSYNC, will try later");
      link.failed("link lost");
      answered(false);
    } else {
      core.warn(Kind.REPLICATION, "Master did not respond to command during SYNC handshake");
      link.failed("link lost");
    }
  }

  /** Takes lines as long as the handshake goes on; what follows them stays in {@code state.in}. */
  void arrived(Handshake state, byte[] bytes, int offset, int length) {
    state.heardAt = core.now;
    state.in.put(bytes, offset, length);
    while (link.state() == state) {
      String line = takeLine(state.in);
      if (line == null) {
        return;
      }
      if (!line.isEmpty()) {
        answered(state, line);
      }
    }
  }

  private static @Nullable String takeLine(ByteBuilder in) {
    for (int i = 0; i < in.length(); i++) {
      if (in.array()[i] == '\n') {
        int end = i > 0 && in.array()[i - 1] == '\r' ? i - 1 : i;
        String line = in.toString().substring(0, end);
        in.discard(i + 1);
        return line;
      }
    }
    return null;
  }

  /** {@code line} answers the question of {@code state.step}; asks the next one. */
  private void answered(Handshake state, String line) {
    switch (state.step) {
      case PONG -> pong(state, line);
      case AUTH -> {
        if (line.startsWith("-")) {
          refused(state, "Unable to AUTH to MASTER: " + line.substring(1));
        } else {
          state.step = Handshake.Step.PORT;
        }
      }
      case PORT ->
          state.step =
              core.config.replication.announceIp.value().isEmpty()
                  ? Handshake.Step.CAPABILITIES
                  : Handshake.Step.ADDRESS;
      case ADDRESS -> state.step = Handshake.Step.CAPABILITIES;
      case CAPABILITIES -> askForStream(state);
      case PSYNC -> psync(state, line);
    }
  }

  private void pong(Handshake state, String line) {
    boolean fine =
        line.startsWith("+")
            || line.startsWith("-NOAUTH")
            || line.startsWith("-NOPERM")
            || line.startsWith("-ERR operation not permitted");
    if (!fine) {
      refused(state, "Error reply to PING from master: '" + line + "'");
      return;
    }
    core.notice(Kind.REPLICATION, "Master replied to PING, replication can continue...");
    ReplicationSection config = core.config.replication;
    String password = config.masterAuth.value();
    boolean auth = !password.isEmpty();
    if (auth && config.masterUser.value().isEmpty()) {
      link.send(state.link, Args.of("AUTH", password));
    } else if (auth) {
      link.send(state.link, Args.of("AUTH", config.masterUser.value(), password));
    }
    int announced = config.announcePort.intValue();
    int port = announced == 0 ? core.config.network.port.intValue() : announced;
    link.send(state.link, Args.of("REPLCONF", "listening-port", Integer.toString(port)));
    if (!config.announceIp.value().isEmpty()) {
      link.send(state.link, Args.of("REPLCONF", "ip-address", config.announceIp.value()));
    }
    link.send(state.link, Args.of("REPLCONF", "capa", "eof", "capa", "psync2"));
    state.step = auth ? Handshake.Step.AUTH : Handshake.Step.PORT;
  }

  /** Asks for the stream: from where we are if we know, else for everything. */
  private void askForStream(Handshake state) {
    state.step = Handshake.Step.PSYNC;
    CachedMaster from = link.cached();
    if (from == null) {
      core.notice(Kind.REPLICATION, "Partial resynchronization not possible (no cached master)");
      link.send(state.link, Args.of("PSYNC", "?", "-1"));
      return;
    }
    long next = from.applied() + 1;
    core.notice(
        Kind.REPLICATION,
        "Trying a partial resynchronization (request " + from.replid() + ":" + next + ").");
    String at = Long.toString(next);
    link.send(
        state.link,
        failingOver
            ? Args.of("PSYNC", from.replid(), at, "FAILOVER")
            : Args.of("PSYNC", from.replid(), at));
  }

  private void psync(Handshake state, String line) {
    String[] words = line.split(" ");
    if (words[0].equals("+FULLRESYNC")
        && words.length == 3
        && words[1].length() == 40
        && words[2].matches("[0-9]{1,18}")) {
      fullSync(state, words[1], Long.parseLong(words[2]));
    } else if (words[0].equals("+CONTINUE")) {
      continued(state, words.length > 1 && words[1].length() == 40 ? words[1] : "");
    } else if (line.startsWith("-NOMASTERLINK") || line.startsWith("-LOADING")) {
      later(state, line);
    } else {
      fallBack(state, line);
    }
  }

  /** The master goes on from where we are; {@code id} is empty when it named none. */
  private void continued(Handshake state, String id) {
    CachedMaster from = link.cached();
    if (from == null) {
      abandon(state.link, "+CONTINUE without a cached master");
      return;
    }
    core.notice(Kind.REPLICATION, "Successful partial resynchronization with master.");
    if (!id.isEmpty() && !id.equals(core.history.replid())) {
      core.history.continueAs(id);
      core.warn(Kind.REPLICATION, "Master replication ID changed to " + id);
      rest.dropReplicas();
    }
    if (feed.backlog() == null && core.profile().is(Behaviour.BACKLOG_ON_CONTINUE)) {
      feed.createBacklog();
    }
    link.cached(null);
    link.flow(state.link, from.applied(), from.db());
    core.notice(
        Kind.REPLICATION, "MASTER <-> REPLICA sync: Master accepted a Partial Resynchronization.");
    answered(true);
  }

  /** The master sends everything; {@code offset} is -1 when it did not say (plain SYNC). */
  private void fullSync(Handshake state, String id, long offset) {
    if (!id.isEmpty()) {
      core.notice(Kind.REPLICATION, "Full resync from master: " + id + ":" + offset);
    }
    if (!core.profile().is(Behaviour.KEEPS_REPLICAS_ON_REATTACH)) {
      link.cached(null);
      rest.dropReplicas();
    }
    DumpIntake intake = new DumpIntake(core, id, rest.newLoader(), this::attach);
    link.become(
        new MasterLink.Transfer(state.link, id, offset, intake, core.now),
        "full resynchronisation");
    answered(true);
  }

  /** A dump replaces our data: what is behind us starts anew. */
  private void attach() {
    link.discardCached();
    rest.dropReplicas();
  }

  /** The master cannot or will not answer now: try again later, keeping what we have. */
  private void later(Handshake state, String reply) {
    core.notice(
        Kind.REPLICATION,
        "Master is currently unable to PSYNC but should be in the future: " + reply);
    abandon(state.link, reply);
  }

  /** The master does not know PSYNC: ask for everything in the old way. */
  private void fallBack(Handshake state, String reply) {
    if (failingOver) {
      abandon(state.link, reply);
      return;
    }
    if (reply.startsWith("-ERR")) {
      core.notice(
          Kind.REPLICATION,
          "Master does not support PSYNC or is in error state (reply: " + reply + ")");
    } else {
      core.warn(Kind.REPLICATION, "Unexpected reply to PSYNC from master: " + reply);
    }
    core.notice(Kind.REPLICATION, "Retrying with SYNC...");
    core.outbox.add(new Output.Send(state.link, new ByteBuilder(8).latin("SYNC").crlf(), false));
    fullSync(state, "", -1);
  }

  /** The handshake cannot go on. */
  private void refused(Handshake state, String why) {
    core.warn(Kind.REPLICATION, why);
    core.outbox.add(new Output.Close(state.link));
    link.failed(why);
  }

  private void abandon(long number, String why) {
    core.outbox.add(new Output.Close(number));
    link.failed(why);
    answered(false);
  }

  private void answered(boolean accepted) {
    if (failingOver) {
      failingOver = false;
      rest.failoverAnswered(accepted);
    }
  }
}
