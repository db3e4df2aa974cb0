package glasshouse.engine.node;

import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.MemoryFiles;
import glasshouse.engine.port.RandomSource;
import java.util.ArrayList;
import java.util.List;

/** The rows of all commands, as a node knows them. */
public final class Rows {
  private Rows() {}

  /** Those of commands; the rows of subcommands are in them. */
  public static List<CommandSpec> commands() {
    Core core = new Core("rows", new Config(new MemoryFiles()), new RandomSource(1), new Outbox());
    return new NodeParts(core, _ -> {}).table.all();
  }

  /** Those of commands, each with those of its subcommands behind it. */
  public static List<CommandSpec> withParts() {
    List<CommandSpec> all = new ArrayList<>();
    for (CommandSpec row : commands()) {
      all.add(row);
      all.addAll(row.subcommands());
    }
    return all;
  }
}
