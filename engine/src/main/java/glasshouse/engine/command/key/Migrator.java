package glasshouse.engine.command.key;

import glasshouse.engine.command.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The node's side of MIGRATE: it hands keys over to another server. */
public interface Migrator {
  /**
   * What is to be handed over, and how.
   *
   * @param timeout milliseconds that each step may take
   * @param copy whether the keys stay here
   * @param replace whether keys of the target are replaced
   * @param user name to log in with, or null for AUTH with a password alone
   * @param password null for not logging in
   * @param keys keys that exist, of the client's database
   */
  record Request(
      String host,
      int port,
      long database,
      long timeout,
      boolean copy,
      boolean replace,
      byte @Nullable [] user,
      byte @Nullable [] password,
      List<byte[]> keys) {}

  /**
   * How it ended.
   *
   * @param taken the keys that the target has taken
   * @param error the line to answer, or null when all went well
   */
  record Outcome(List<byte[]> taken, @Nullable String error) {}

  /** Begins; the client waits, and its command is run again when there is an {@link #outcome}. */
  void begin(Call call, Request request);

  /** How the request of the running command ended; null when it has not begun. */
  @Nullable Outcome outcome();
}
