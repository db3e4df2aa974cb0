package glasshouse.engine.node;

import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.resp.Args;
import org.jspecify.annotations.Nullable;

/** One reason why a command may not run now. */
@FunctionalInterface
interface Gate {
  /** The error line for the client, or null when this gate is open. */
  @Nullable String closed(Connection connection, CommandSpec spec, Args args);
}
