package glasshouse.engine.command.server;

import glasshouse.engine.command.Client;

/** What the server family asks of its node, apart from saving and debugging. */
public interface ServerDoor {
  /** True for a client that comes from this machine. */
  boolean local(Client client);

  /** True while the data set is being loaded. */
  boolean loading();

  /** CONFIG RESETSTAT. */
  void resetStatistics();

  /**
   * Shows {@code client} all commands from now on (MONITOR).
   *
   * @return false when that is passed over without an answer: it is shown them already, or is a
   *     replica
   */
  boolean monitor(Client client);

  /**
   * Writes one section of INFO, without its head line.
   *
   * @param section its name in lower case, one of {@link InfoCommand#SECTIONS}
   */
  void inform(String section, InfoText out, long now);

  /** Where the node's memory has gone. */
  MemoryFigures memory();

  /**
   * What TIME tells, in Unix milliseconds. In eras before 7.2 it goes on in a script, so that one
   * can wait. {@code now} where time is virtual.
   */
  long clock(long now);
}
