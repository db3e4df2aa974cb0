package glasshouse.engine.command.key;

import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Help;
import glasshouse.engine.keyspace.Ages;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.resp.ErrorReply;
import org.jspecify.annotations.Nullable;

/** OBJECT: how a value is kept, and when it was last used. */
final class ObjectCommand {
  /** Redis shares the integers below this, and shows that as a reference count of INT_MAX. */
  private static final long SHARED_INTEGERS = 10_000;

  private static final String UNTRACKED =
      " not tracked. Please note that when switching between policies at runtime LRU and LFU data"
          + " will take some time to adjust.";

  private ObjectCommand() {}

  static final CommandSpec OBJECT =
      CommandSpec.of("object", -2)
          .since("2.2.3")
          .group("generic")
          .complexity("depends on the subcommand")
          .summary("Look at how a value is kept")
          .container(
              part("encoding", "2.2.3")
                  .summary("Name the form in which a value is kept")
                  .run(ObjectCommand::encoding),
              part("freq", "4.0.0")
                  .summary("Tell how often a key is used, on a logarithmic scale")
                  .run(ObjectCommand::freq),
              part("idletime", "2.2.3")
                  .summary("Seconds since a key was last used")
                  .run(ObjectCommand::idletime),
              part("refcount", "2.2.3")
                  .summary("Number of references to a value")
                  .run(ObjectCommand::refcount),
              CommandSpec.of("object|help", 2)
                  .flags(LOADING, STALE)
                  .since("6.2.0")
                  .complexity("O(1)")
                  .summary("List the subcommands")
                  .run(ObjectCommand::help));

  private static CommandSpec part(String name, String since) {
    return CommandSpec.of("object|" + name, 3)
        .flags(READONLY)
        .keys(2, 2, 1)
        .since(since)
        .complexity("O(1)")
        .grammar("key");
  }

  /** The key at argument 2, or null when nil was answered. */
  private static @Nullable KeyEntry entry(Call call) {
    KeyEntry entry = call.peek(2);
    if (entry == null) {
      call.reply().nil();
    }
    return entry;
  }

  private static void encoding(Call call) {
    KeyEntry entry = entry(call);
    if (entry != null) {
      call.reply().bulk(entry.value().encoding());
    }
  }

  private static void refcount(Call call) {
    KeyEntry entry = entry(call);
    if (entry != null) {
      boolean shared =
          entry.value() instanceof StringValue value
              && value.isNumber()
              && value.number() >= 0
              && value.number() < SHARED_INTEGERS
              && call.host().sharesIntegers();
      call.reply().integer(shared ? Integer.MAX_VALUE : 1);
    }
  }

  private static void idletime(Call call) {
    KeyEntry entry = entry(call);
    if (entry == null) {
      return;
    }
    Ages ages = call.db().rules().ages;
    if (ages.kept() == Ages.Kind.FREQUENCY) {
      throw new ErrorReply("ERR An LFU maxmemory policy is selected, idle time" + UNTRACKED);
    }
    call.reply().integer(ages.idle(entry) / 1000);
  }

  private static void freq(Call call) {
    KeyEntry entry = entry(call);
    if (entry == null) {
      return;
    }
    Ages ages = call.db().rules().ages;
    if (ages.kept() != Ages.Kind.FREQUENCY) {
      throw new ErrorReply(
          "ERR An LFU maxmemory policy is not selected, access frequency" + UNTRACKED);
    }
    call.reply().integer(ages.frequency(entry));
  }

  private static void help(Call call) {
    Help.reply(call, OBJECT);
  }
}
