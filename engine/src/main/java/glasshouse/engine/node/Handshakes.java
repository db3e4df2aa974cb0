package glasshouse.engine.node;

import glasshouse.engine.config.ReplicationSection;
import glasshouse.engine.node.MasterLink.Handshake;
import glasshouse.engine.resp.Args;
import glasshouse.engine.view.EngineEvent.Kind;

/** What a replica makes of each reply of its master before the stream (Redis, syncWithMaster). */
final class Handshakes {
  private Handshakes() {}

  /** {@code line} answers the question of {@code state.step}; asks the next one. */
  static void answered(ReplicaSide side, Handshake state, String line) {
    switch (state.step) {
      case PONG -> pong(side, state, line);
      case AUTH -> {
        if (line.startsWith("-")) {
          side.refused(state, "Unable to AUTH to MASTER: " + line.substring(1));
        } else {
          state.step = Handshake.Step.PORT;
        }
      }
      case PORT ->
          state.step =
              side.core().config.replication.announceIp.value().isEmpty()
                  ? Handshake.Step.CAPABILITIES
                  : Handshake.Step.ADDRESS;
      case ADDRESS -> state.step = Handshake.Step.CAPABILITIES;
      case CAPABILITIES -> side.askForStream(state);
      case PSYNC -> psync(side, state, line);
    }
  }

  private static void pong(ReplicaSide side, Handshake state, String line) {
    boolean fine =
        line.startsWith("+")
            || line.startsWith("-NOAUTH")
            || line.startsWith("-NOPERM")
            || line.startsWith("-ERR operation not permitted");
    if (!fine) {
      side.refused(state, "Error reply to PING from master: '" + line + "'");
      return;
    }
    side.core().notice(Kind.REPLICATION, "Master replied to PING, replication can continue...");
    ReplicationSection config = side.core().config.replication;
    String password = config.masterAuth.value();
    boolean auth = !password.isEmpty();
    if (auth && config.masterUser.value().isEmpty()) {
      side.send(state.link, Args.of("AUTH", password));
    } else if (auth) {
      side.send(state.link, Args.of("AUTH", config.masterUser.value(), password));
    }
    int announced = config.announcePort.intValue();
    int port = announced == 0 ? side.core().config.network.port.intValue() : announced;
    side.send(state.link, Args.of("REPLCONF", "listening-port", Integer.toString(port)));
    if (!config.announceIp.value().isEmpty()) {
      side.send(state.link, Args.of("REPLCONF", "ip-address", config.announceIp.value()));
    }
    side.send(state.link, Args.of("REPLCONF", "capa", "eof", "capa", "psync2"));
    state.step = auth ? Handshake.Step.AUTH : Handshake.Step.PORT;
  }

  private static void psync(ReplicaSide side, Handshake state, String line) {
    String[] words = line.split(" ");
    if (words[0].equals("+FULLRESYNC")
        && words.length == 3
        && words[1].length() == 40
        && words[2].matches("[0-9]{1,18}")) {
      side.fullSync(state, words[1], Long.parseLong(words[2]));
    } else if (words[0].equals("+CONTINUE")) {
      side.continued(state, words.length > 1 && words[1].length() == 40 ? words[1] : "");
    } else if (line.startsWith("-NOMASTERLINK") || line.startsWith("-LOADING")) {
      side.later(state, line);
    } else {
      side.fallBack(state, line);
    }
  }
}
