package glasshouse.engine.command.server;

import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Reals;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Help;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;

/** MEMORY and its subcommands. What is told is what this program's own objects take. */
final class MemoryCommand {
  private final ServerDoor door;

  MemoryCommand(ServerDoor door) {
    this.door = door;
  }

  private final CommandSpec doctor =
      CommandSpec.of("memory|doctor", 2)
          .since("4.0.0")
          .complexity("O(1)")
          .summary("What is wrong with the memory, in words")
          .run(this::doctor);

  private void doctor(Call call) {
    call.reply().verbatim("txt", Bytes.of(MemoryAdvice.of(door.memory())));
  }

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
          .run(this::stats);

  private void stats(Call call) {
    MemoryFigures figures = door.memory();
    ReplyWriter reply = call.reply();
    reply.map(27 + figures.databases().size());
    put(reply, "peak.allocated", figures.peak());
    put(reply, "total.allocated", figures.used());
    put(reply, "startup.allocated", figures.startup());
    put(reply, "replication.backlog", figures.backlog());
    put(reply, "clients.slaves", figures.replicas());
    put(reply, "clients.normal", figures.clients());
    put(reply, "cluster.links", 0);
    put(reply, "aof.buffer", figures.aof());
    put(reply, "lua.caches", figures.scripts());
    put(reply, "functions.caches", figures.functions());
    for (MemoryFigures.Tables tables : figures.databases()) {
      reply.bulk("db." + tables.database());
      reply.map(3);
      put(reply, "overhead.hashtable.main", tables.main());
      put(reply, "overhead.hashtable.expires", tables.expires());
      put(reply, "overhead.hashtable.slot-to-keys", 0);
    }
    put(reply, "overhead.total", figures.overhead());
    put(reply, "keys.count", figures.keys());
    put(reply, "keys.bytes-per-key", figures.perKey());
    put(reply, "dataset.bytes", figures.dataset());
    put(reply, "dataset.percentage", figures.datasetPercentage());
    put(reply, "peak.percentage", figures.peakPercentage());
    put(reply, "allocator.allocated", figures.used());
    put(reply, "allocator.active", figures.used());
    put(reply, "allocator.resident", figures.resident());
    put(reply, "allocator-fragmentation.ratio", 1.0);
    put(reply, "allocator-fragmentation.bytes", 0);
    put(reply, "allocator-rss.ratio", figures.fragmentation());
    put(reply, "allocator-rss.bytes", figures.resident() - figures.used());
    put(reply, "rss-overhead.ratio", 1.0);
    put(reply, "rss-overhead.bytes", 0);
    put(reply, "fragmentation", figures.fragmentation());
    put(reply, "fragmentation.bytes", figures.resident() - figures.used());
  }

  private static void put(ReplyWriter reply, String name, long value) {
    reply.bulk(name);
    reply.integer(value);
  }

  private static void put(ReplyWriter reply, String name, double value) {
    reply.bulk(name);
    reply.real(Reals.text17(value));
  }

  private final CommandSpec usage =
      CommandSpec.of("memory|usage", -3)
          .flags(READONLY)
          .keys(2, 2, 1)
          .since("4.0.0")
          .complexity("O(N) where N is the number of samples.")
          .summary("Bytes that a key and its value take, estimated")
          .grammar("key [SAMPLES=count]")
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
      call.reply().integer(entry.memory());
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
