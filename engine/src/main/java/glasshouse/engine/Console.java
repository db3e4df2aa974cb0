package glasshouse.engine;

import java.util.function.Consumer;

/**
 * A client connection to one node, for a person who types. It reconnects when its node comes back.
 */
public interface Console extends AutoCloseable {
  /**
   * One thing that came back.
   *
   * @param text in the notation of redis-cli, lines separated by line feeds; for a message that was
   *     not asked for (pub/sub, MONITOR) too
   * @param error true for an error reply and when the node could not be reached
   * @param db the database the console stands on after it
   */
  record Reply(String text, boolean error, int db) {}

  /** Name of the node. */
  String node();

  /** The database the console stands on, as far as replies so far tell. */
  int db();

  /** Sends a line, split into words as redis-cli does; {@code reply} gets what comes back. */
  void send(String line, Consumer<Reply> reply);

  @Override
  void close();
}
