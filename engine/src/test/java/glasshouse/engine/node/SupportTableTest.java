package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.MemoryFiles;
import glasshouse.engine.oracle.NeedsRedisServer;
import glasshouse.engine.oracle.RedisServer;
import glasshouse.engine.port.RandomSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.SafeEncoder;

/**
 * docs/commands.md says what there is: it is made from the rows and from the real server's own
 * list, with {@code -Dglasshouse.write=true} when it has changed.
 */
@NeedsRedisServer
class SupportTableTest {
  private static final Path PAGE = Path.of("..", "docs", "commands.md");

  /** What differs, by command; docs/fidelity.md tells more. */
  private static final Map<String, String> NOTES = notes();

  private static Map<String, String> notes() {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("cluster", "as a server with cluster support disabled");
    notes.put("command|docs", "sentences are our own");
    notes.put("debug", "the subcommands that tests of replication use; RELOAD not within MULTI");
    notes.put("georadius", "STOREDIST: the last bit may differ");
    notes.put("georadiusbymember", "STOREDIST: the last bit may differ");
    notes.put("geosearchstore", "STOREDIST: the last bit may differ");
    notes.put("info", "fields that mean nothing here are 0");
    notes.put("latency", "fork and the append only file in the measure of this program");
    notes.put("lolwut", "drawings of our own");
    notes.put(
        "migrate", "the calling client and writes wait, reads go on; not within MULTI or scripts");
    notes.put("module", "as a server that can load none");
    notes.put("object|refcount", "small numbers by the present maxmemory-policy");
    notes.put("restore", "payloads are always checked in full");
    return notes;
  }

  private static List<CommandSpec> rows() {
    Core core = new Core("rows", new Config(new MemoryFiles()), new RandomSource(1), new Outbox());
    return new NodeParts(core, _ -> {}).table.all();
  }

  /** Our rows by name, subcommands as {@code config|get}. */
  private static TreeMap<String, CommandSpec> ours() {
    TreeMap<String, CommandSpec> all = new TreeMap<>();
    for (CommandSpec row : rows()) {
      all.put(row.name(), row);
      row.subcommands().forEach(part -> all.put(part.name(), part));
    }
    return all;
  }

  /** The names of all commands that the real server has. */
  private static List<String> theirs() {
    try (RedisServer real = RedisServer.start();
        Jedis jedis = new Jedis("127.0.0.1", real.port())) {
      List<String> names = new ArrayList<>();
      for (Object row : (List<?>) jedis.sendCommand(Protocol.Command.COMMAND)) {
        List<?> fields = (List<?>) row;
        names.add(SafeEncoder.encode((byte[]) fields.get(0)));
        for (Object part : (List<?>) fields.get(9)) {
          names.add(SafeEncoder.encode((byte[]) ((List<?>) part).get(0)));
        }
      }
      return names;
    }
  }

  private static String page() {
    TreeMap<String, CommandSpec> ours = ours();
    TreeMap<String, List<String>> groups = new TreeMap<>();
    List<String> missing = new ArrayList<>();
    for (String name : theirs()) {
      if (!ours.containsKey(name)) {
        missing.add("`" + name.replace('|', ' ').toUpperCase(Locale.ROOT) + "`");
      }
    }
    ours.forEach(
        (name, row) ->
            groups.computeIfAbsent(row.group(), _ -> new ArrayList<>()).add(line(name, row)));
    StringBuilder page = new StringBuilder();
    page.append("# Commands\n\nMade from the command rows by SupportTableTest; ");
    page.append("the differences that have a reason stand in [fidelity.md](fidelity.md).\n");
    page.append("\nOf the commands of redis-server 7.0.15 these are missing: ");
    page.append(missing.isEmpty() ? "none" : String.join(", ", missing)).append(".\n");
    groups.forEach(
        (group, lines) -> {
          page.append("\n## ").append(group).append("\n\n| command | since | status | note |\n");
          page.append("|---|---|---|---|\n");
          lines.forEach(line -> page.append(line).append('\n'));
        });
    return page.toString();
  }

  private static String line(String name, CommandSpec row) {
    String family = name.startsWith("cluster|") ? "cluster" : name;
    String note = NOTES.getOrDefault(family, "");
    return "| `%s` | %s | %s | %s |"
        .formatted(
            name.replace('|', ' ').toUpperCase(Locale.ROOT),
            row.since(),
            note.isEmpty() ? "complete" : "differs",
            note);
  }

  @Test
  void thePageSaysWhatThereIs() throws Exception {
    assertThat(ours().keySet()).containsAll(NOTES.keySet());
    String page = page();
    if (Boolean.getBoolean("glasshouse.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }
}
