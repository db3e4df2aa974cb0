package glasshouse.engine.node;

import glasshouse.engine.command.Family;
import glasshouse.engine.command.acl.AclCommand;
import glasshouse.engine.command.connection.ConnectionFamily;
import glasshouse.engine.command.server.ServerFamily;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.NumberParameter;
import glasshouse.engine.keyspace.ValueRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the connection and server families stand on, joined. */
final class ServerParts {
  final Pauses pauses;
  final Shutdown shutdown;
  private final Core core;
  private final List<Family> families;

  ServerParts(Core core, NodeParts parts) {
    this.core = core;
    pauses = new Pauses(core);
    shutdown = new Shutdown(core, parts);
    families =
        List.of(
            new ConnectionFamily(parts.accounts, parts.clients, parts.tracking, () -> core.replica),
            new AclCommand(parts.accounts),
            new ServerFamily(
                core.config,
                new ServerPort(core, parts),
                new SavePort(core, parts, shutdown),
                new DebugPort(core, parts),
                core.watch.slowLog,
                () -> parts.table));
    followConfig();
  }

  List<Family> families() {
    return families;
  }

  /** Values obey the thresholds of the configuration; sockets are not bound again. */
  private void followConfig() {
    Config config = core.config;
    for (NumberParameter threshold :
        List.of(
            config.data.hashMaxEntries,
            config.data.hashMaxValue,
            config.data.setMaxIntset,
            config.data.hllSparseMax,
            config.data.sortedSetMaxEntries,
            config.data.sortedSetMaxValue)) {
      threshold.onChange(this::thresholds);
    }
    thresholds();
    long port = config.network.port.value();
    config.network.port.onChange(
        () ->
            config.network.port.value() == port
                ? null
                : "Unable to listen on this port. Check server logs.");
    String directory = config.files().directory();
    config.persistence.dir.onChange(
        () ->
            config.files().directory().equals(directory)
                ? null
                : "the directory cannot be changed while the node runs");
    List<String> addresses = config.network.bind.addresses();
    config.network.bind.onChange(
        () ->
            config.network.bind.addresses().equals(addresses)
                ? null
                : "Failed to bind to specified addresses.");
  }

  private @Nullable String thresholds() {
    ValueRules rules = core.keyspace.rules();
    rules.hashMaxEntries = whole(core.config.data.hashMaxEntries);
    rules.hashMaxValue = whole(core.config.data.hashMaxValue);
    rules.hllSparseMax = core.config.data.hllSparseMax.value();
    rules.setMaxIntset = whole(core.config.data.setMaxIntset);
    rules.sortedSetMaxEntries = whole(core.config.data.sortedSetMaxEntries);
    rules.sortedSetMaxValue = whole(core.config.data.sortedSetMaxValue);
    return null;
  }

  private static int whole(NumberParameter parameter) {
    return (int) Math.min(Integer.MAX_VALUE, parameter.value());
  }

  void tick() {
    pauses.tick();
    shutdown.tick();
  }

  /** Unix milliseconds of whatever is due next. */
  long nextDeadline() {
    return Math.min(pauses.nextDeadline(), shutdown.nextDeadline());
  }
}
