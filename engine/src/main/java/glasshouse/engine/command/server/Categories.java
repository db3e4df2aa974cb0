package glasshouse.engine.command.server;

import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** ACL categories of commands: from flags and group, as Redis derives them, and from the row. */
public final class Categories {
  private static final List<String> ORDER =
      List.of(
          "keyspace",
          "read",
          "write",
          "set",
          "sortedset",
          "list",
          "hash",
          "string",
          "bitmap",
          "hyperloglog",
          "geo",
          "stream",
          "pubsub",
          "admin",
          "fast",
          "slow",
          "blocking",
          "dangerous",
          "connection",
          "transaction",
          "scripting");

  private Categories() {}

  /** All categories without the at sign, in the order Redis shows them. */
  public static List<String> all() {
    return ORDER;
  }

  /** The categories of a command, without the at sign. */
  public static List<String> of(CommandSpec spec) {
    Set<String> found = new TreeSet<>(spec.categories());
    add(found, spec.is(CommandFlag.WRITE), "write");
    add(found, spec.is(CommandFlag.READONLY) && !spec.group().equals("scripting"), "read");
    add(found, spec.is(CommandFlag.ADMIN), "admin");
    add(found, spec.is(CommandFlag.ADMIN), "dangerous");
    add(found, spec.is(CommandFlag.PUBSUB), "pubsub");
    add(found, spec.is(CommandFlag.BLOCKING), "blocking");
    add(found, true, spec.is(CommandFlag.FAST) ? "fast" : "slow");
    String group = spec.subcommands().isEmpty() ? spec.group() : "";
    switch (group) {
      case "generic" -> add(found, keyed(spec), "keyspace");
      case "sorted-set", "sorted_set", "zset" -> found.add("sortedset");
      case "transactions" -> found.add("transaction");
      case "pubsub" -> {}
      default -> add(found, ORDER.contains(group), group);
    }
    List<String> ordered = new ArrayList<>();
    for (String category : ORDER) {
      if (found.contains(category)) {
        ordered.add(category);
      }
    }
    return ordered;
  }

  /** True for a command of the generic group that works on the key space and not on values. */
  private static boolean keyed(CommandSpec spec) {
    return switch (spec.name()) {
      case "wait", "sort", "sort_ro" -> false;
      default -> true;
    };
  }

  private static void add(Set<String> found, boolean yes, String category) {
    if (yes) {
      found.add(category);
    }
  }
}
