package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.replication.Profile;
import glasshouse.engine.view.EngineEvent.Kind;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A replica to which something would be said that is not of the stream: as that would be lost in
 * it, the replica gets the end instead (Redis 7.0, _addReplyToBufferOrList).
 */
final class Intruder {
  private final Core core;
  private final Consumer<Connection> free;

  /** What frees a connection at once is {@code free}. */
  Intruder(Core core, Consumer<Connection> free) {
    this.core = core;
    this.free = free;
  }

  /** Its request was answered in its output from {@code mark} on; errors are told in any case. */
  void replied(Connection connection, int mark) {
    if (!core.profile().since(Profile.V7_0)) {
      return;
    }
    boolean silent = connection.client.modes().silent();
    if (!silent) {
      tell(connection);
    }
    ByteBuilder out = connection.out;
    ByteBuilder reply = new ByteBuilder(out.length() - mark);
    reply.put(out.array(), mark, out.length() - mark);
    for (String error : AppliedError.in(reply)) {
      core.stats.unexpectedErrorReplies++;
      core.warn(
          Kind.REPLICATION,
          AppliedError.line(
              "master is sending an error to its replica", error, command(connection)));
    }
    if (!silent) {
      free.accept(connection);
    }
  }

  /** It is about to be told what it did not ask for now. */
  void pushed(Connection connection) {
    if (connection.session != null
        && !connection.dropped
        && !connection.client.modes().silent()
        && core.profile().since(Profile.V7_0)) {
      tell(connection);
      // Whoever tells it goes through those who are to be told: nobody may be freed there.
      core.reset(connection);
    }
  }

  private void tell(Connection connection) {
    CommandSpec command = command(connection);
    core.warn(
        Kind.REPLICATION,
        "Replica generated a reply to command '"
            + (command == null ? "<unknown>" : command.name())
            + "', disconnecting it: "
            + ClientRegistry.line(connection, core.now));
  }

  private static @Nullable CommandSpec command(Connection connection) {
    return connection.client.modes().lastCommand();
  }
}
