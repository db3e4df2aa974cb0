package glasshouse.engine.command.replication;

import static glasshouse.engine.command.CommandFlag.ADMIN;
import static glasshouse.engine.command.CommandFlag.ALLOW_BUSY;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.NO_ASYNC_LOADING;
import static glasshouse.engine.command.CommandFlag.NO_MULTI;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.List;
import java.util.Locale;

/** REPLICAOF, ROLE, PSYNC, REPLCONF, WAIT, FAILOVER: arguments here, the deeds in the node. */
public final class ReplicationFamily implements Family {
  private final ReplicationDoor node;

  /** The family on a node. */
  public ReplicationFamily(ReplicationDoor node) {
    this.node = node;
  }

  @Override
  public List<CommandSpec> commands() {
    return List.of(replicaOf, slaveOf, role, psync, sync, replConf, await, failover);
  }

  private final CommandSpec replicaOf =
      CommandSpec.of("replicaof", 3)
          .flags(ADMIN, NO_ASYNC_LOADING, NOSCRIPT, STALE)
          .group("server")
          .since("5.0.0")
          .complexity("O(1)")
          .summary("Follow a master, or follow nobody (NO ONE)")
          .grammar("args(host-port(host port)|no-one(NO ONE))")
          .run(this::replicaOf);

  private final CommandSpec slaveOf =
      CommandSpec.of("slaveof", 3)
          .flags(ADMIN, NO_ASYNC_LOADING, NOSCRIPT, STALE)
          .group("server")
          .since("1.0.0")
          .complexity("O(1)")
          .summary("The old name of REPLICAOF")
          .grammar("args(host-port(host port)|no-one(NO ONE))")
          .run(this::replicaOf);

  private void replicaOf(Call call) {
    Args args = call.args();
    if (args.is(1, "NO") && args.is(2, "ONE")) {
      node.unfollow(call);
      return;
    }
    node.follow(call, args.text(1), port(args, 2));
  }

  private static int port(Args args, int i) {
    long port = args.isLong(i) ? args.longAt(i) : -1;
    if (port < 0 || port > 65535) {
      throw new ErrorReply("ERR Invalid master port");
    }
    return (int) port;
  }

  private final CommandSpec role =
      CommandSpec.of("role", 1)
          .flags(NOSCRIPT, LOADING, STALE, FAST)
          .categories("admin", "dangerous")
          .group("server")
          .since("2.8.12")
          .complexity("O(1)")
          .summary("Say whether this is a master or a replica, and with whom and how far")
          .run(call -> node().role(call));

  private ReplicationDoor node() {
    return node;
  }

  private final CommandSpec psync =
      CommandSpec.of("psync", -3)
          .flags(ADMIN, NO_MULTI, NOSCRIPT, NO_ASYNC_LOADING)
          .group("server")
          .since("2.8.0")
          .summary("Internal: ask a master for its stream from an offset on")
          .grammar("replicationid offset")
          .run(this::psync);

  private void psync(Call call) {
    Args args = call.args();
    boolean failover = args.count() > 3 && args.is(3, "FAILOVER");
    node().sync(call, args.text(1), false, failover);
  }

  private final CommandSpec sync =
      CommandSpec.of("sync", 1)
          .flags(ADMIN, NO_MULTI, NOSCRIPT, NO_ASYNC_LOADING)
          .group("server")
          .since("1.0.0")
          .summary("Internal: ask a master for its data set and then its stream")
          .run(call -> node().sync(call, "?", true, false));

  private final CommandSpec replConf =
      CommandSpec.of("replconf", -1)
          .flags(ADMIN, NOSCRIPT, LOADING, STALE, ALLOW_BUSY)
          .group("server")
          .since("3.0.0")
          .complexity("O(1)")
          .summary("Internal: what a replica and its master tell each other")
          .run(this::replConf);

  private void replConf(Call call) {
    Args args = call.args();
    if (args.count() % 2 == 0) {
      throw ErrorReply.syntax();
    }
    for (int i = 1; i < args.count(); i += 2) {
      if (!node().configure(call, args.text(i).toLowerCase(Locale.ROOT), i + 1)) {
        return;
      }
    }
    call.reply().ok();
  }

  private final CommandSpec await =
      CommandSpec.of("wait", 3)
          .flags(NOSCRIPT)
          .categories("connection")
          .group("generic")
          .since("3.0.0")
          .complexity("O(1)")
          .summary("Wait until replicas have acknowledged what this connection wrote")
          .grammar("numreplicas timeout:integer")
          .run(this::await);

  private void await(Call call) {
    Args args = call.args();
    long replicas = args.longAt(1);
    if (!args.isLong(2)) {
      throw new ErrorReply("ERR timeout is not an integer or out of range");
    }
    long timeout = args.longAt(2);
    if (timeout < 0) {
      throw new ErrorReply("ERR timeout is negative");
    }
    node().await(call, replicas, timeout);
  }

  private final CommandSpec failover =
      CommandSpec.of("failover", -1)
          .flags(ADMIN, NOSCRIPT, STALE)
          .group("server")
          .since("6.2.0")
          .complexity("O(1)")
          .summary("Hand the role of master over to a replica")
          .grammar("[TO=target(host port [FORCE])] [ABORT] [TIMEOUT=milliseconds]")
          .run(this::failover);

  private void failover(Call call) {
    Args args = call.args();
    String host = "";
    int port = 0;
    boolean force = false;
    boolean abort = false;
    long timeout = -1;
    for (int i = 1; i < args.count(); i++) {
      if (args.is(i, "TIMEOUT") && i + 1 < args.count() && timeout < 0) {
        timeout = args.longAt(++i);
        if (timeout <= 0) {
          throw new ErrorReply("ERR FAILOVER timeout must be greater than 0");
        }
      } else if (args.is(i, "ABORT") && !abort) {
        abort = true;
      } else if (args.is(i, "TO") && i + 2 < args.count() && host.isEmpty()) {
        host = args.text(++i);
        port = (int) args.longAt(++i);
      } else if (args.is(i, "FORCE") && !force) {
        force = true;
      } else {
        throw ErrorReply.syntax();
      }
    }
    if (abort) {
      if (args.count() > 2) {
        throw ErrorReply.syntax();
      }
      node().abortFailover(call);
    } else {
      node().failover(call, host, port, force, timeout);
    }
  }
}
