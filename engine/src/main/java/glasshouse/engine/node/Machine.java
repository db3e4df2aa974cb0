package glasshouse.engine.node;

/**
 * What INFO server and INFO memory tell of the machine; a simulated node has none.
 *
 * @param processId of the program
 * @param os name, release and architecture
 * @param executable path of what was started
 * @param systemMemory bytes, 0 if unknown
 */
public record Machine(long processId, String os, String executable, long systemMemory) {
  /** No machine at all. */
  public static final Machine NONE = new Machine(0, "simulation", "", 0);
}
