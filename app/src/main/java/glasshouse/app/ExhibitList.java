package glasshouse.app;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Group;
import glasshouse.engine.exhibit.SeedStart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the exhibits that ship. */
@Command(
    name = "list",
    description = "List the exhibits and the eras each is played in.",
    mixinStandardHelpOptions = true)
final class ExhibitList implements Callable<Integer> {
  @Option(names = "--json", description = "Print JSON; docs/howto/add-an-exhibit.md describes it.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<Exhibit> exhibits = Exhibits.all();
    if (json) {
      System.out.println(Json.text(exhibits.stream().map(ExhibitList::row).toList()));
      return 0;
    }
    lines(exhibits).forEach(System.out::println);
    return 0;
  }

  /** The list for people, by group; the default era stands first. */
  static List<String> lines(List<Exhibit> exhibits) {
    List<String> lines = new ArrayList<>();
    for (Group group : Group.values()) {
      List<Exhibit> own = exhibits.stream().filter(e -> e.group() == group).toList();
      if (!own.isEmpty()) {
        lines.add(group.title() + ". " + group.about());
      }
      for (Exhibit exhibit : own) {
        String where =
            exhibit.inLab() ? "" : "  (" + String.join(", ", exhibit.eras().keySet()) + ")";
        lines.add("  " + exhibit.id() + where);
        lines.add("    " + exhibit.title() + ". " + exhibit.about());
        lines.add("    Teaches: " + exhibit.teaches());
      }
    }
    return lines;
  }

  private static Map<String, Object> row(Exhibit exhibit) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", exhibit.id());
    row.put("title", exhibit.title());
    row.put("group", exhibit.group().word());
    row.put("about", exhibit.about());
    row.put("teaches", exhibit.teaches());
    row.put("story", exhibit.story());
    row.put("why", exhibit.why());
    if (exhibit.inLab()) {
      row.put("lab", exhibit.lab());
      row.put("outcome", exhibit.eras().get(Exhibit.LAB));
    } else {
      row.put("eras", exhibit.eras());
      SeedStart start = exhibit.start();
      if (start != null) {
        row.put("seed", start.seed().toString());
      }
    }
    row.put("steps", exhibit.steps().size());
    return row;
  }
}
