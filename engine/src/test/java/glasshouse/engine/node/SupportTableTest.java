package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
 * docs/commands.md says what there is, and README.md the sum of it: both are made from the rows and
 * from the real server's own list, with {@code -Dglasshouse.write=true} when they have changed.
 */
@Needs(Judge.REDIS_SERVER)
class SupportTableTest {
  private static final Path PAGE = Path.of("..", "docs", "commands.md");
  private static final Path README = Path.of("..", "README.md");
  private static final String BEGIN = "<!-- made by SupportTableTest -->\n";
  private static final String END = "<!-- end -->\n";

  /** What differs, by command; docs/fidelity.md tells more. */
  private static final Map<String, String> NOTES = notes();

  private static Map<String, String> notes() {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("cluster", "as a server with cluster support disabled");
    notes.put("command|docs", "sentences are our own");
    notes.put("debug", "not those that look into a C program; RELOAD not within MULTI");
    notes.put("georadius", "STOREDIST: the last bit may differ");
    notes.put("georadiusbymember", "STOREDIST: the last bit may differ");
    notes.put("geosearchstore", "STOREDIST: the last bit may differ");
    notes.put("info", "fields that mean nothing here are 0");
    notes.put("latency|history", "fork and the append only file in the measure of this program");
    notes.put("latency|latest", "fork and the append only file in the measure of this program");
    notes.put("lolwut", "drawings of our own");
    notes.put(
        "migrate", "the calling client and writes wait, reads go on; not within MULTI or scripts");
    notes.put("module", "as a server that can load none");
    notes.put("object|refcount", "small numbers by the present maxmemory-policy");
    notes.put("restore", "payloads are always checked in full");
    return notes;
  }

  /** Our rows by name, subcommands as {@code config|get}. */
  private static TreeMap<String, CommandSpec> ours() {
    TreeMap<String, CommandSpec> all = new TreeMap<>();
    Rows.withParts().forEach(row -> all.put(row.name(), row));
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

  private static String missing() {
    List<String> missing = new ArrayList<>(theirs());
    missing.removeAll(ours().keySet());
    return missing.isEmpty()
        ? "none"
        : String.join(", ", missing.stream().map(SupportTableTest::shown).toList());
  }

  private static TreeMap<String, TreeMap<String, CommandSpec>> groups() {
    TreeMap<String, TreeMap<String, CommandSpec>> groups = new TreeMap<>();
    ours()
        .forEach(
            (name, row) ->
                groups.computeIfAbsent(row.group(), _ -> new TreeMap<>()).put(name, row));
    return groups;
  }

  private static String page(String missing) {
    StringBuilder page = new StringBuilder();
    page.append("# Commands\n\nMade from the command rows by SupportTableTest; ");
    page.append("the differences that have a reason stand in [fidelity.md](fidelity.md).\n");
    page.append("\nOf the commands of redis-server 7.0.15 these are missing: ");
    page.append(missing).append(".\n");
    groups()
        .forEach(
            (group, rows) -> {
              page.append("\n## ").append(group);
              page.append("\n\n| command | since | status | note |\n|---|---|---|---|\n");
              rows.forEach((name, row) -> page.append(line(name, row)).append('\n'));
            });
    return page.toString();
  }

  private static String line(String name, CommandSpec row) {
    String note = note(name);
    return "| %s | %s | %s | %s |"
        .formatted(shown(name), row.since(), note.isEmpty() ? "complete" : "differs", note);
  }

  /**
   * The page on one screen: complete commands with others of their release, each that differs on
   * its own, with its subcommands.
   */
  private static String sum(String missing) {
    TreeMap<Release, List<String>> complete = new TreeMap<>();
    TreeMap<String, CommandSpec> differing = new TreeMap<>();
    ours()
        .forEach(
            (name, row) -> {
              if (!note(name).isEmpty()) {
                differing.putIfAbsent(family(name), row);
              } else {
                Release since = Release.parse(row.since());
                complete.computeIfAbsent(since, _ -> new ArrayList<>()).add(shown(name));
              }
            });
    StringBuilder sum = new StringBuilder(BEGIN);
    sum.append("\n| command | since | status | note |\n|---|---|---|---|\n");
    differing.forEach((name, row) -> sum.append(line(name, row)).append('\n'));
    complete.forEach(
        (since, names) ->
            sum.append("| %s | %s | complete |  |\n".formatted(String.join(" ", names), since)));
    return sum.append("\nMissing of redis-server 7.0.15's: ")
        .append(missing)
        .append(".\n\n")
        .append(END)
        .toString();
  }

  private record Release(int major, int minor, int patch) implements Comparable<Release> {
    private static final Comparator<Release> ORDER =
        Comparator.comparingInt(Release::major)
            .thenComparingInt(Release::minor)
            .thenComparingInt(Release::patch);

    static Release parse(String text) {
      String[] parts = text.split("\\.");
      return new Release(
          Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public int compareTo(Release other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return major + "." + minor + "." + patch;
    }
  }

  private static String note(String name) {
    return NOTES.getOrDefault(family(name), "");
  }

  /** What is said of a command with subcommands is said of all of them. */
  private static String family(String name) {
    int bar = name.indexOf('|');
    String container = bar < 0 ? name : name.substring(0, bar);
    return NOTES.containsKey(container) ? container : name;
  }

  private static String shown(String name) {
    return "`" + name.replace('|', ' ').toUpperCase(Locale.ROOT) + "`";
  }

  @Test
  void thePageAndItsSumSayWhatThereIs() throws Exception {
    assertThat(ours().keySet()).containsAll(NOTES.keySet());
    String missing = missing();
    String page = page(missing);
    String readme = Files.readString(README);
    String summed =
        readme.substring(0, readme.indexOf(BEGIN))
            + sum(missing)
            + readme.substring(readme.indexOf(END) + END.length());
    if (Boolean.getBoolean("glasshouse.write")) {
      Files.writeString(PAGE, page);
      Files.writeString(README, summed);
    }
    assertThat(PAGE).hasContent(page);
    assertThat(README).hasContent(summed);
  }
}
