package glasshouse.engine.node;

import glasshouse.engine.command.Family;
import glasshouse.engine.command.acl.AclCommand;
import glasshouse.engine.command.connection.ConnectionFamily;
import glasshouse.engine.command.server.ServerFamily;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.NumberParameter;
import glasshouse.engine.config.Parameter;
import glasshouse.engine.keyspace.ValueRules;
import java.util.List;
import java.util.function.BooleanSupplier;
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
                core.watch,
                () -> parts.table));
    followConfig();
  }

  List<Family> families() {
    return families;
  }

  /** Values obey the thresholds of the configuration, the shell what is around the node. */
  private void followConfig() {
    Config config = core.config;
    for (NumberParameter threshold :
        List.of(
            config.data.hashMaxEntries,
            config.data.hashMaxValue,
            config.data.setMaxIntset,
            config.data.hllSparseMax,
            config.data.sortedSetMaxEntries,
            config.data.sortedSetMaxValue,
            config.data.streamNodeBytes,
            config.data.streamNodeEntries)) {
      threshold.onChange(this::thresholds);
    }
    thresholds();
    followSurroundings(config);
  }

  private void followSurroundings(Config config) {
    NumberParameter port = config.network.port;
    follow(
        port,
        () -> core.surroundings.port(port.intValue()),
        "Unable to listen on this port. Check server logs.");
    follow(
        config.network.bind,
        () -> core.surroundings.addresses(config.network.bind.addresses()),
        "Failed to bind to specified addresses.");
    follow(
        config.persistence.dir,
        () -> core.surroundings.directory(config.files().directory()),
        "the directory cannot be changed while the node runs");
  }

  /** What has effect already is not carried out again. */
  private static void follow(Parameter parameter, BooleanSupplier carryOut, String refusal) {
    String[] inEffect = {parameter.text()};
    parameter.onChange(
        () -> {
          if (!parameter.text().equals(inEffect[0])) {
            if (!carryOut.getAsBoolean()) {
              return refusal;
            }
            inEffect[0] = parameter.text();
          }
          return null;
        });
  }

  private @Nullable String thresholds() {
    ValueRules rules = core.keyspace.rules();
    rules.hashMaxEntries = whole(core.config.data.hashMaxEntries);
    rules.hashMaxValue = whole(core.config.data.hashMaxValue);
    rules.hllSparseMax = core.config.data.hllSparseMax.value();
    rules.setMaxIntset = whole(core.config.data.setMaxIntset);
    rules.sortedSetMaxEntries = whole(core.config.data.sortedSetMaxEntries);
    rules.sortedSetMaxValue = whole(core.config.data.sortedSetMaxValue);
    rules.streamNodeBytes = whole(core.config.data.streamNodeBytes);
    rules.streamNodeEntries = whole(core.config.data.streamNodeEntries);
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
