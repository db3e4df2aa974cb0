package glasshouse.engine.node;

import glasshouse.engine.base.LongMap;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandTable;
import glasshouse.engine.command.hash.HashFamily;
import glasshouse.engine.command.key.KeyFamily;
import glasshouse.engine.command.list.ListFamily;
import glasshouse.engine.command.set.SetFamily;
import glasshouse.engine.command.string.StringFamily;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.keyspace.ValueRules;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.resp.RequestParser;
import java.util.ArrayList;
import java.util.List;

/**
 * A Redis-compatible server as a state machine. {@link #step} takes one input at a time and puts
 * what is to be done into the outbox; it runs to completion and knows no clock but its parameter.
 */
public final class Node {
  private final Keyspace keyspace;
  private final Outbox outbox;
  private final LongMap<Connection> connections = new LongMap<>();
  private final List<Connection> answered = new ArrayList<>();
  private final CommandRunner runner;
  private long nextClient = 1;

  /** A node with empty databases whose chance comes from {@code random}. */
  public Node(RandomSource random, Outbox outbox) {
    this.outbox = outbox;
    keyspace = new Keyspace(16, new ValueRules(random.nextLong()));
    CommandTable table =
        new CommandTable(
            List.of(
                new StringFamily(),
                new KeyFamily(),
                new ListFamily(),
                new HashFamily(),
                new SetFamily()));
    runner = new CommandRunner(keyspace, table, random);
  }

  /**
   * Takes one input.
   *
   * @param now Unix milliseconds; never smaller than at the step before
   */
  public void step(long now, Input input) {
    switch (input) {
      case Input.BytesArrived(long link, byte[] bytes, int offset, int length) ->
          arrived(now, link, bytes, offset, length);
      case Input.LinkOpened(long link, String peer, String local) -> {
        Client client = new Client(nextClient++, keyspace.database(0));
        connections.put(link, new Connection(link, peer, local, client));
      }
      case Input.LinkClosed(long link, String _) -> connections.remove(link);
      case Input.Unsent(long link, long unsent) -> {
        Connection connection = connections.get(link);
        if (connection != null) {
          connection.unsent = unsent;
        }
      }
      case Input.TimerFired() -> {}
      case Input.DiskDone(DiskResult _) -> {}
    }
    flush();
  }

  /** Unix milliseconds at which the node wants {@link Input.TimerFired}. */
  public long nextDeadline() {
    return Long.MAX_VALUE;
  }

  private void arrived(long now, long link, byte[] bytes, int offset, int length) {
    Connection connection = connections.get(link);
    if (connection == null || connection.closing) {
      return;
    }
    RequestParser parser = connection.parser;
    parser.feed(bytes, offset, length);
    RequestParser.Found found = parser.next();
    while (found == RequestParser.Found.REQUEST && !connection.closing) {
      if (parser.args().count() > 0) {
        runner.run(connection, parser.args(), now);
      }
      found = parser.next();
    }
    if (found == RequestParser.Found.BROKEN) {
      runner.refuse(connection, parser.error());
      connection.closing = true;
    }
    touched(connection);
  }

  private void touched(Connection connection) {
    if (!connection.dirty) {
      connection.dirty = true;
      answered.add(connection);
    }
  }

  private void flush() {
    for (Connection connection : answered) {
      connection.dirty = false;
      if (!connection.out.isEmpty()) {
        outbox.add(new Output.Send(connection.link, connection.out));
      }
      if (connection.closing) {
        outbox.add(new Output.Close(connection.link));
      }
    }
    answered.clear();
  }
}
