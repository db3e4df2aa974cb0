package glasshouse.engine.node;

import glasshouse.engine.command.Client;
import glasshouse.engine.resp.ReplyWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client that is answered later: nothing of it is run until then. */
final class Waiting {
  private final Core core;
  private final @Nullable Connection connection;

  /** From now on {@code client} waits. */
  Waiting(Core core, Client client) {
    this.core = core;
    connection = core.connectionOf(client);
    if (connection != null) {
      connection.waiting = true;
    }
  }

  /** Answers; what the client had pipelined goes on. */
  void answer(Consumer<ReplyWriter> reply) {
    Connection to = connection;
    if (to != null && core.byClient.get(to.client.id()) == to) {
      to.waiting = false;
      to.answer(reply);
      core.touch(to);
      core.resumed.add(to);
    }
  }
}
