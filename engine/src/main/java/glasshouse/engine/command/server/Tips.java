package glasshouse.engine.command.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tips of COMMAND INFO: what clients and proxies may know of a command's reply, and of where in
 * a cluster it is to be sent. As redis-server 7.0.15 has them, in its order.
 */
final class Tips {
  private static final String TABLE =
      """
      @n : client|info client|list cluster|bumpepoch cluster|count-failure-reports \
        cluster|getkeysinslot cluster|info cluster|links cluster|nodes cluster|replicas \
        cluster|shards cluster|slaves cluster|slots dump hrandfield hscan lastsave migrate \
        object|encoding object|freq object|idletime object|refcount pttl spop srandmember sscan \
        time ttl xadd xautoclaim xclaim xinfo|consumers xpending xtrim zrandmember zscan
      @n >all_nodes <special : latency|doctor latency|graph latency|histogram latency|history \
        latency|latest
      @n >all_shards <special : function|stats info memory|doctor memory|malloc-stats memory|stats
      @n >special : scan
      @o : command command|docs command|info command|list function|list hgetall hkeys hvals \
        module|list sdiff sinter smembers sunion
      >all_nodes @n : slowlog|get
      >all_nodes <agg_sum @n : slowlog|len
      >all_nodes <all_succeeded : config|set latency|reset script|flush script|load slowlog|reset
      >all_shards @n : randomkey
      >all_shards @o : keys
      >all_shards <agg_logical_and : script|exists
      >all_shards <agg_min : wait
      >all_shards <agg_sum : dbsize
      >all_shards <all_succeeded : flushall flushdb function|delete function|flush function|load \
        function|restore memory|purge ping
      >all_shards <one_succeeded : function|kill script|kill
      >multi_shard : mget
      >multi_shard <agg_min : msetnx
      >multi_shard <agg_sum : del exists touch unlink
      >multi_shard <all_succeeded : mset
      """;

  private static final Map<String, List<String>> TIPS = parsed();

  private Tips() {}

  private static Map<String, List<String>> parsed() {
    Map<String, List<String>> tips = new LinkedHashMap<>();
    for (String row : TABLE.split("\n", -1)) {
      int colon = row.indexOf(" : ");
      if (colon > 0) {
        String words =
            row.substring(0, colon)
                .replace("@n", "nondeterministic_output")
                .replace("@o", "nondeterministic_output_order")
                .replace(">", "request_policy:")
                .replace("<", "response_policy:");
        for (String command : row.substring(colon + 3).trim().split(" +")) {
          tips.put(command, List.of(words.split(" ")));
        }
      }
    }
    return tips;
  }

  /** The tips of a command by its full name; empty for most. */
  static List<String> of(String command) {
    return TIPS.getOrDefault(command, List.of());
  }
}
