package glasshouse.engine.command.server;

import glasshouse.engine.command.CommandSpec;
import java.util.function.BiConsumer;

/** What LATENCY asks of its node. */
public interface LatencyDoor {
  /** The events that took long. */
  LatencyLog log();

  /** Visits how long commands took, of all that have run since the start or CONFIG RESETSTAT. */
  void durations(BiConsumer<CommandSpec, LatencyHistogram> visitor);
}
