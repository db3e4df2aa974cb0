package glasshouse.engine.port;

/** Work that goes on beside a node, on a copy of what it needs, for one client. */
@FunctionalInterface
public interface Beside {
  /** Does all of it; {@code line} is the client's, and to be closed. */
  void run(DebugLine line);
}
