package glasshouse.engine.command;

import java.util.List;

/** A folder of commands that belong together. */
public interface Family {
  /** The rows of all commands of the family. */
  List<CommandSpec> commands();
}
