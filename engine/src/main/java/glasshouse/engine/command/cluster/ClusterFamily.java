package glasshouse.engine.command.cluster;

import static glasshouse.engine.command.CommandFlag.ADMIN;
import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.NO_ASYNC_LOADING;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.resp.ErrorReply;
import java.util.List;

/** CLUSTER and its like: known by name and form, refused in substance. */
public final class ClusterFamily implements Family {
  @Override
  public List<CommandSpec> commands() {
    return List.of(
        cluster(),
        alone("asking", "What the other node redirected here may be run")
            .flags(FAST)
            .run(ClusterFamily::refuse),
        alone("readonly", "Reads of keys of the own master are answered by this replica")
            .flags(FAST, LOADING, STALE)
            .run(ClusterFamily::refuse),
        alone("readwrite", "Ends READONLY").flags(FAST, LOADING, STALE).run(ClusterFamily::refuse));
  }

  private static CommandSpec alone(String name, String summary) {
    return CommandSpec.of(name, 1)
        .since("3.0.0")
        .group("cluster")
        .categories("connection")
        .complexity("O(1)")
        .summary(summary);
  }

  private static CommandSpec cluster() {
    return CommandSpec.of("cluster", -2)
        .since("3.0.0")
        .group("cluster")
        .complexity("Depends on subcommand.")
        .summary("What a cluster of servers would be asked")
        .container(
            change("addslots", -3, "3.0.0", "Take slots")
                .complexity(MANY)
                .grammar("slot...")
                .run(NONE),
            change("addslotsrange", -4, "7.0.0", "Take ranges of slots")
                .complexity(MANY)
                .grammar("(start-slot end-slot)...")
                .run(NONE),
            change("bumpepoch", 2, "3.0.0", "Move to the next epoch").run(NONE),
            look("count-failure-reports", 3, "3.0.0", "Count who believes that a node is down")
                .complexity(MANY)
                .flags(ADMIN)
                .grammar("node-id")
                .run(NONE),
            look("countkeysinslot", 3, "3.0.0", "Count the keys of a slot")
                .grammar("slot")
                .run(NONE),
            change("delslots", -3, "3.0.0", "Give slots up")
                .complexity(MANY)
                .grammar("slot...")
                .run(NONE),
            change("delslotsrange", -4, "7.0.0", "Give ranges of slots up")
                .complexity(MANY)
                .grammar("(start-slot end-slot)...")
                .run(NONE),
            change("failover", -2, "3.0.0", "Let this replica become the master")
                .grammar("[options(FORCE|TAKEOVER)]")
                .run(NONE),
            change("flushslots", 2, "3.0.0", "Give all slots up").run(NONE),
            change("forget", 3, "3.0.0", "Forget a node").grammar("node-id").run(NONE),
            look("getkeysinslot", 4, "3.0.0", "Name keys of a slot")
                .complexity(MANY)
                .grammar("slot count")
                .run(NONE),
            look("help", 2, "5.0.0", "List the subcommands").flags(LOADING).run(NONE),
            look("info", 2, "3.0.0", "How the cluster is").run(NONE),
            look("keyslot", 3, "3.0.0", "The slot of a key")
                .complexity(MANY)
                .grammar("key:string")
                .run(NONE),
            look("links", 2, "7.0.0", "The links to other nodes").complexity(MANY).run(NONE),
            change("meet", -4, "3.0.0", "Join another node")
                .grammar("ip port [cluster_bus_port@4.0.0]")
                .run(NONE),
            look("myid", 2, "3.0.0", "The id of this node").run(NONE),
            look("nodes", 2, "3.0.0", "All nodes").complexity(MANY).run(NONE),
            look("replicas", 3, "5.0.0", "The replicas of a node")
                .flags(ADMIN)
                .grammar("node-id")
                .run(NONE),
            change("replicate", 3, "3.0.0", "Follow a node").grammar("node-id").run(NONE),
            CommandSpec.of("cluster|reset", -2)
                .flags(ADMIN, NOSCRIPT, STALE)
                .since("3.0.0")
                .complexity(MANY)
                .summary("Leave the cluster")
                .grammar("[(HARD|SOFT)]")
                .run(NONE),
            change("saveconfig", 2, "3.0.0", "Write down what is known of the cluster").run(NONE),
            change("set-config-epoch", 3, "3.0.0", "Name the epoch of a new node")
                .grammar("config-epoch")
                .run(NONE),
            change("setslot", -4, "3.0.0", "Say who has a slot")
                .grammar("slot subcommand(IMPORTING=node-id|MIGRATING=node-id|NODE=node-id|STABLE)")
                .run(NONE),
            look("shards", 2, "7.0.0", "Slots with the nodes that serve them")
                .complexity(MANY)
                .run(NONE),
            look("slaves", 3, "3.0.0", "The replicas of a node, in an older word")
                .flags(ADMIN)
                .grammar("node-id")
                .run(NONE),
            look("slots", 2, "3.0.0", "Ranges of slots with their nodes")
                .complexity(MANY)
                .run(NONE));
  }

  private static final String MANY = "O(N) where N is the number of nodes or slots it is about";
  private static final CommandSpec.Handler NONE = ClusterFamily::refuse;

  private static CommandSpec look(String name, int arity, String since, String summary) {
    return CommandSpec.of("cluster|" + name, arity)
        .flags(STALE)
        .since(since)
        .complexity("O(1)")
        .summary(summary);
  }

  private static CommandSpec change(String name, int arity, String since, String summary) {
    return look(name, arity, since, summary).flags(ADMIN, NO_ASYNC_LOADING);
  }

  private static void refuse(Call call) {
    throw new ErrorReply("ERR This instance has cluster support disabled");
  }
}
