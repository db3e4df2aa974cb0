package glasshouse.engine.port;

/**
 * What the operating system tells of the process. It decides nothing but what INFO and MEMORY show.
 */
@FunctionalInterface
public interface Gauges {
  /** Gauges of a world without an operating system. */
  Gauges NONE = () -> new Reading(0, 0, 0, 0, 0);

  /**
   * What they show at one moment.
   *
   * @param resident bytes of the process in memory, 0 if unknown
   * @param system seconds of CPU that the kernel has spent for the process
   * @param user seconds of CPU that the process itself has spent
   * @param threadSystem of the system's seconds, those for the node's thread
   * @param threadUser of the user's seconds, those of the node's thread
   */
  record Reading(
      long resident, double system, double user, double threadSystem, double threadUser) {}

  /** Reads them. */
  Reading read();
}
