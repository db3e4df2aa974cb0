package glasshouse.engine.command.server;

import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Help;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;

/** MEMORY and its subcommands. What is told is what this program's own values take, estimated. */
final class MemoryCommand {
  private final CommandSpec doctor =
      CommandSpec.of("memory|doctor", 2)
          .since("4.0.0")
          .complexity("O(1)")
          .summary("What is wrong with the memory, in words")
          .run(
              call ->
                  call.reply()
                      .verbatim(
                          "txt",
                          Bytes.of("The Java virtual machine manages this memory; no advice.\n")));

  private final CommandSpec mallocStats =
      CommandSpec.of("memory|malloc-stats", 2)
          .since("4.0.0")
          .complexity("Depends on how much memory is allocated, could be slow")
          .summary("What the allocator tells of itself")
          .run(
              call ->
                  call.reply()
                      .verbatim("txt", Bytes.of("Stats not supported for the current allocator")));

  private final CommandSpec purge =
      CommandSpec.of("memory|purge", 2)
          .since("4.0.0")
          .complexity("Depends on how much memory is allocated, could be slow")
          .summary("Ask the allocator to give memory back; this one does so by itself")
          .run(call -> call.reply().ok());

  private final CommandSpec stats =
      CommandSpec.of("memory|stats", 2)
          .since("4.0.0")
          .complexity("O(1)")
          .summary("What the data set takes, estimated")
          .run(MemoryCommand::stats);

  private static void stats(Call call) {
    long keys = call.host().keyspace().size();
    long bytes = MemoryUsage.of(call.host().keyspace());
    call.reply().map(3);
    call.reply().bulk("keys.count");
    call.reply().integer(keys);
    call.reply().bulk("keys.bytes-per-key");
    call.reply().integer(keys == 0 ? 0 : bytes / keys);
    call.reply().bulk("dataset.bytes");
    call.reply().integer(bytes);
  }

  private final CommandSpec usage =
      CommandSpec.of("memory|usage", -3)
          .flags(READONLY)
          .keys(2, 2, 1)
          .since("4.0.0")
          .complexity("O(N) where N is the number of samples.")
          .summary("Bytes that a key and its value take, estimated")
          .grammar("key [SAMPLES count]")
          .run(MemoryCommand::usage);

  private static void usage(Call call) {
    Args args = call.args();
    for (int i = 3; i < args.count(); i += 2) {
      if (!args.is(i, "SAMPLES") || i + 1 >= args.count()) {
        throw ErrorReply.syntax();
      }
      if (args.longAt(i + 1) < 0) {
        throw ErrorReply.syntax();
      }
    }
    KeyEntry entry = call.peek(2);
    if (entry == null) {
      call.reply().nil();
    } else {
      call.reply().integer(MemoryUsage.of(entry));
    }
  }

  private final CommandSpec help =
      CommandSpec.of("memory|help", 2)
          .flags(LOADING, STALE)
          .since("4.0.0")
          .complexity("O(1)")
          .summary("What MEMORY can do")
          .run(this::help);

  private void help(Call call) {
    Help.reply(call, spec);
  }

  final CommandSpec spec =
      CommandSpec.of("memory", -2)
          .since("4.0.0")
          .group("server")
          .complexity("Depends on subcommand.")
          .summary("Where memory goes")
          .container(doctor, mallocStats, purge, stats, usage, help);
}
