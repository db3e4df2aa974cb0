package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Quoting;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.resp.Args;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients in MONITOR: each is shown every command behind its run, but not those for operators, and
 * no passwords.
 */
final class MonitorList {
  private static final byte[] REDACTED = Bytes.of("\"(redacted)\"");

  private final Core core;
  private final List<Client> watching = new ArrayList<>();
  private final ByteBuilder line = new ByteBuilder(128);

  MonitorList(Core core) {
    this.core = core;
  }

  /** False when it was one of them already. */
  boolean add(Client client) {
    if (client.modes().monitor()) {
      return false;
    }
    client.modes().monitor(true);
    return watching.add(client);
  }

  void remove(Client client) {
    if (client.modes().monitor()) {
      client.modes().monitor(false);
      watching.remove(client);
    }
  }

  /** True when somebody watches. */
  boolean active() {
    return !watching.isEmpty();
  }

  /** Shows a command that has just run. */
  void ran(Client client, CommandSpec spec, Args args) {
    if (!spec.is(CommandFlag.SKIP_MONITOR) && !spec.is(CommandFlag.ADMIN)) {
      show(client, spec, args);
    }
  }

  /** Shows a script that is about to run, so that it stands before what it calls. */
  void starting(Client client, CommandSpec spec, Args args) {
    if (spec.is(CommandFlag.SKIP_MONITOR) && spec.is(CommandFlag.NO_MANDATORY_KEYS)) {
      show(client, spec, args);
    }
  }

  private void show(Client client, CommandSpec spec, Args args) {
    line.clear();
    describe(client, spec, args);
    for (Client to : watching) {
      Connection connection = core.connectionOf(to);
      if (connection != null && !connection.dropped) {
        connection.out.put(line.array(), 0, line.length());
        core.touch(connection);
      }
    }
  }

  private void describe(Client client, CommandSpec spec, Args args) {
    Connection from = core.connectionOf(client);
    String micros = Long.toString(core.now % 1000 * 1000 + 1_000_000).substring(1);
    line.put('+').decimal(core.now / 1000).put('.').latin(micros);
    line.latin(" [").decimal(client.database().index()).put(' ');
    line.latin(from == null || from.client != client ? "lua" : from.peer).put(']');
    for (int i = 0; i < args.count(); i++) {
      line.put(' ');
      if (Secrets.hides(core.config, spec, args, i)) {
        line.put(REDACTED);
      } else {
        Quoting.append(line, args.data(), args.offset(i), args.length(i));
      }
    }
    line.crlf();
  }
}
