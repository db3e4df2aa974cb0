package glasshouse.engine.command.server;

import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.resp.Args;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * INFO. Without arguments, and with {@code default}, all sections but commandstats and
 * latencystats; with {@code all} and {@code everything} those too. Unknown names are ignored.
 */
public final class InfoCommand {
  /** Names of sections and their head lines, in order. */
  private static final Map<String, String> HEADS = new LinkedHashMap<>();

  static {
    HEADS.put("server", "Server");
    HEADS.put("clients", "Clients");
    HEADS.put("memory", "Memory");
    HEADS.put("persistence", "Persistence");
    HEADS.put("stats", "Stats");
    HEADS.put("replication", "Replication");
    HEADS.put("cpu", "CPU");
    HEADS.put("modules", "Modules");
    HEADS.put("commandstats", "Commandstats");
    HEADS.put("errorstats", "Errorstats");
    HEADS.put("latencystats", "Latencystats");
    HEADS.put("cluster", "Cluster");
    HEADS.put("keyspace", "Keyspace");
  }

  /** The names of all sections. */
  public static final List<String> SECTIONS = List.copyOf(HEADS.keySet());

  private final ServerDoor door;

  InfoCommand(ServerDoor door) {
    this.door = door;
  }

  final CommandSpec spec =
      CommandSpec.of("info", -1)
          .flags(LOADING, STALE)
          .since("1.0.0")
          .group("server")
          .categories("dangerous")
          .complexity("O(1)")
          .summary("How the server is doing")
          .grammar("[section...]")
          .run(this::info);

  private void info(Call call) {
    InfoText out = new InfoText();
    for (String section : chosen(call.args())) {
      out.section(String.valueOf(HEADS.get(section)));
      door.inform(section, out, call.now());
    }
    call.reply().verbatim("txt", Bytes.of(out.toString()));
  }

  private static List<String> chosen(Args args) {
    Set<String> wanted = new TreeSet<>();
    for (int i = 1; i < args.count(); i++) {
      wanted.add(args.text(i).toLowerCase(Locale.ROOT));
    }
    boolean all = wanted.contains("everything") || wanted.contains("all");
    boolean normal = args.count() == 1 || wanted.contains("default");
    return SECTIONS.stream()
        .filter(
            name ->
                wanted.contains(name)
                    || switch (name) {
                      case "commandstats", "latencystats" -> all;
                      default -> all || normal;
                    })
        .toList();
  }
}
