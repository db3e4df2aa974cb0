package glasshouse.engine.node;

import glasshouse.engine.command.Client;
import glasshouse.engine.command.Subscriptions;
import glasshouse.engine.command.connection.Peer;
import glasshouse.engine.resp.Args;
import org.jspecify.annotations.Nullable;

/**
 * What one client takes, as Redis 7.0.15 counts it (networking.c, getClientMemoryUsage; the sizes
 * are those that CLIENT LIST of the real server shows). Limits of memory are set for these figures.
 */
final class ClientMemory {
  /** What is kept of any client. */
  private static final int CLIENT = 768;

  private static final int POINTER = 8;
  private static final int LIST_NODE = 24;

  /** Replies beyond the reply buffer stand in blocks, each a node and a header before its bytes. */
  private static final int BLOCK_HEADER = 16;

  private static final long BLOCK = SizeClasses.of(16 * 1024 + BLOCK_HEADER);

  private static final int QUEUED_COMMAND = 24;
  private static final int WATCHED_KEY = 56;
  private static final int TABLE_ENTRY = 24;
  private static final int SMALLEST_TABLE = 4;
  private static final int PREFIX_NODE = 32;

  private ClientMemory() {}

  /** Bytes of one connection, as CLIENT LIST tells them. */
  static long of(Connection connection) {
    return own(connection, blocks(connection)) + (shares(connection) ? LIST_NODE + BLOCK : 0);
  }

  /** Bytes that would be free if it were gone. */
  static long own(Connection connection) {
    return own(connection, blocks(connection));
  }

  /** The same behind a flush: a socket that has taken all so far is expected to go on so. */
  static long flushed(Connection connection) {
    return own(connection, connection.unsent > 0 ? blocks(connection) : 0);
  }

  private static long own(Connection connection, long blocks) {
    Args args = args(connection);
    return connection.buffers.queryMemory()
        + connection.buffers.reply()
        + blocks * (LIST_NODE + BLOCK)
        + (args == null ? 0 : args.size() + (long) args.count() * POINTER)
        + transaction(connection.client)
        + lists(connection.client)
        + CLIENT;
  }

  /** The fields of CLIENT LIST. */
  static Peer.Buffers fields(Connection connection) {
    ClientBuffers buffers = connection.buffers;
    long query = connection.running ? connection.parser.held() : connection.parser.unparsed();
    Args args = args(connection);
    long blocks = blocks(connection) + (shares(connection) ? 1 : 0);
    return new Peer.Buffers(
        query,
        Math.max(0, buffers.query() - query),
        args == null ? 0 : args.size(),
        connection.client.transaction().bytes(),
        buffers.reply(),
        connection.out.length() > buffers.replyPeak()
            ? Math.min(connection.out.length(), buffers.reply())
            : buffers.replyPeak(),
        connection.unsent > 0 ? 0 : Math.min(connection.out.length(), buffers.reply()),
        blocks,
        blocks * (LIST_NODE + BLOCK),
        of(connection));
  }

  /** Those of the command that is under way, waits, or is not complete yet. */
  private static @Nullable Args args(Connection connection) {
    if (connection.blockedArgs != null) {
      return connection.blockedArgs;
    }
    if (connection.postponed != null) {
      return connection.postponed;
    }
    return connection.running || connection.parser.incomplete() ? connection.parser.args() : null;
  }

  /**
   * Blocks of replies that wait; the reply buffer holds none once the socket takes no more, as it
   * is sent first.
   */
  private static long blocks(Connection connection) {
    long listed =
        connection.unsent > 0
            ? connection.unsent + connection.out.length()
            : connection.out.length() - connection.buffers.reply();
    long room = BLOCK - BLOCK_HEADER;
    return listed <= 0 ? 0 : (listed + room - 1) / room;
  }

  /** A replica that has everything still holds the end of the backlog. */
  private static boolean shares(Connection connection) {
    return connection.session != null && connection.session.flowing && connection.unsent == 0;
  }

  private static long transaction(Client client) {
    int queued = client.transaction().queued().size();
    return client.transaction().bytes()
        + (queued == 0 ? 0 : QUEUED_COMMAND * powerOfTwo(queued, 2))
        + (long) client.transaction().watched() * WATCHED_KEY;
  }

  private static long lists(Client client) {
    Subscriptions listens = client.subscriptions();
    return table(listens.channels().size())
        + table(listens.shardChannels().size())
        + (long) listens.patterns().size() * LIST_NODE
        + client.tracking().prefixNodes() * PREFIX_NODE;
  }

  private static long table(int entries) {
    return entries == 0
        ? 0
        : (long) entries * TABLE_ENTRY + powerOfTwo(entries, SMALLEST_TABLE) * POINTER;
  }

  /** The least power of two from {@code least} on that is not below {@code number}. */
  private static long powerOfTwo(int number, int least) {
    return number <= least ? least : Long.highestOneBit(number - 1L) * 2;
  }
}
