package glasshouse.engine.transcript;

import glasshouse.engine.resp.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server that a transcript is played on. */
interface Subject extends AutoCloseable {
  /** What it is called in a failure. */
  String name();

  /** Makes it as new: no keys, no connections, the replication stream on database 0. */
  void reset();

  /** Sends a command as a client. */
  void send(int client, List<String> words);

  /** The next reply of a client, waiting for it; null when none comes. */
  @Nullable Reply receive(int client);

  /**
   * The next reply of a client if it is there once the server has done all it was asked; or null.
   */
  @Nullable Reply poll(int client);

  /** All commands that went to replicas since the last call; null when it cannot tell. */
  @Nullable List<List<String>> stream();

  /** Sets an option until {@link #reset}; false when it refuses. */
  boolean config(String name, String value);

  /** Lets time go by. */
  void pass(long milliseconds);

  /** Unix milliseconds. */
  long now();

  /** How many milliseconds a time may be off because the server was slow; 0 for exact. */
  long late();

  @Override
  void close();
}
