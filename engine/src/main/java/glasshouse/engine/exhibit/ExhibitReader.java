package glasshouse.engine.exhibit;

import glasshouse.engine.CacheLab;
import glasshouse.engine.fuzz.Seed;
import glasshouse.engine.replication.Profile;
import glasshouse.engine.view.LabView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads exhibits; whatever an exhibit cannot say is refused with its place. */
public final class ExhibitReader {
  private static final Pattern EVENT = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern NODE = Pattern.compile("[a-z][a-z0-9-]*");

  private final String file;

  private ExhibitReader(String file) {
    this.file = file;
  }

  /**
   * Reads an exhibit.
   *
   * @param file name of the file, for messages; without its ending it must be the exhibit's id
   * @param text what stands in it
   */
  public static Exhibit read(String file, String text) throws ExhibitFault {
    return new ExhibitReader(file).exhibit(Yaml.read(file, text));
  }

  private Exhibit exhibit(Yaml whole) throws ExhibitFault {
    Fields fields = Fields.of(file, whole, "an exhibit");
    String id = fields.id();
    String title = fields.text("title");
    Group group = group(fields);
    String about = fields.sentence("about");
    String teaches = fields.sentence("teaches");
    List<String> story = fields.paragraphs("story");
    List<String> why = fields.paragraphs("why");
    List<String> sources = fields.optional("sources") == null ? List.of() : fields.texts("sources");
    boolean inLab = fields.optional("lab") != null;
    String lab = inLab ? lab(fields) : "";
    Map<String, String> eras = inLab ? outcome(fields) : eras(fields);
    List<String> pair = inLab ? List.of() : pair(fields, List.copyOf(eras.keySet()));
    SeedStart start = inLab ? null : start(fields, List.copyOf(eras.keySet()));
    List<Role> cast = inLab ? List.of() : start == null ? cast(fields) : start.cast();
    Yaml steps = fields.required("steps");
    fields.done("the exhibit");
    return new Exhibit(
        id,
        title.strip(),
        group,
        about,
        teaches,
        story,
        why,
        sources,
        cast,
        start,
        lab,
        eras,
        pair,
        reader(inLab, cast, List.copyOf(eras.keySet())).steps(steps));
  }

  /** The seed that it begins with, and the event at which; null for none. */
  private @Nullable SeedStart start(Fields fields, List<String> eras) throws ExhibitFault {
    if (fields.optional("seed") == null) {
      return null;
    }
    if (fields.optional("cast") != null) {
      throw fields.fault(fields.line("cast"), "a seed brings its own nodes; leave out 'cast'");
    }
    Seed seed;
    try {
      seed = Seed.parse(fields.text("seed").strip());
    } catch (IllegalArgumentException wrong) {
      throw fields.fault(fields.line("seed"), String.valueOf(wrong.getMessage()));
    }
    if (!eras.contains(seed.era())) {
      throw fields.fault(
          fields.line("seed"),
          "the seed was found in era '"
              + seed.era()
              + "', which is none of this exhibit's: "
              + String.join(", ", eras));
    }
    Yaml until = fields.optional("until");
    if (until == null) {
      return new SeedStart(seed, null);
    }
    ByEra event = new StepReader(file, List.of(), eras).text(fields, "until", until);
    for (String era : eras) {
      if (!EVENT.matcher(event.in(era)).matches()) {
        throw fields.fault(
            fields.line("until"),
            "'until' is '" + event.in(era) + "'; expected the number of an event, from 1");
      }
    }
    return new SeedStart(seed, event);
  }

  private static Group group(Fields fields) throws ExhibitFault {
    String word = fields.text("group");
    Group group = Group.of(word);
    if (group == null) {
      throw fields.fault(
          fields.line("group"),
          "no group '" + word + "'; groups are " + String.join(", ", Group.words()));
    }
    return group;
  }

  private StepReader reader(boolean inLab, List<Role> cast, List<String> eras) {
    return inLab ? new LabStepReader(file, eras) : new StepReader(file, cast, eras);
  }

  private static String lab(Fields fields) throws ExhibitFault {
    String word = fields.text("lab");
    List<String> known = CacheLab.catalogue().stream().map(LabView.Choice::word).toList();
    if (!known.contains(word)) {
      throw fields.fault(
          fields.line("lab"), "no lab '" + word + "'; labs are " + String.join(", ", known));
    }
    return word;
  }

  private static Map<String, String> outcome(Fields fields) throws ExhibitFault {
    return Map.of(Exhibit.LAB, fields.sentence("outcome"));
  }

  private Map<String, String> eras(Fields fields) throws ExhibitFault {
    Fields table = Fields.of(file, fields.required("eras"), "'eras'");
    Map<String, String> eras = new LinkedHashMap<>();
    for (String era : table.keys()) {
      if (Profile.named(era).isEmpty()) {
        List<String> known = Profile.ALL.stream().map(Profile::name).toList();
        throw fields.fault(
            table.line(era),
            "unknown era '"
                + era
                + "'; known are "
                + String.join(", ", known)
                + ", also with switches of docs/eras.md behind them");
      }
      eras.put(era, table.sentence(era));
    }
    if (eras.isEmpty()) {
      throw fields.fault(fields.line("eras"), "'eras' names none; expected at least one");
    }
    return eras;
  }

  /** Two eras to be seen side by side: those named, otherwise the first two there are. */
  private static List<String> pair(Fields fields, List<String> eras) throws ExhibitFault {
    if (fields.optional("pair") == null) {
      return eras.size() < 2 ? List.of() : eras.subList(0, 2);
    }
    List<String> pair = fields.texts("pair");
    if (pair.size() != 2 || pair.getFirst().equals(pair.getLast()) || !eras.containsAll(pair)) {
      throw fields.fault(
          fields.line("pair"),
          "'pair' must be two of this exhibit's eras: " + String.join(", ", eras));
    }
    return pair;
  }

  private List<Role> cast(Fields fields) throws ExhibitFault {
    List<Role> cast = new ArrayList<>();
    for (Yaml item : fields.items("cast")) {
      Fields role = Fields.of(file, item, "a node of the cast");
      String node = role.text("node");
      String master = role.text("master", "");
      StringBuilder config = new StringBuilder();
      for (Map.Entry<String, Yaml> line : role.table("config").entrySet()) {
        config.append(line.getKey()).append(' ').append(value(role, line)).append('\n');
      }
      role.done("a node of the cast");
      if (!NODE.matcher(node).matches()) {
        throw role.fault(
            role.line("node"),
            "node '" + node + "'; expected a small letter, then small letters, digits, dashes");
      }
      if (find(cast, node).isPresent()) {
        throw role.fault(role.line("node"), "node '" + node + "' is in the cast already");
      }
      if (!master.isEmpty() && find(cast, master).isEmpty()) {
        throw role.fault(
            role.line("master"),
            "master '" + master + "' of '" + node + "' does not stand above it in the cast");
      }
      cast.add(new Role(node, master, config.toString()));
    }
    return List.copyOf(cast);
  }

  private static String value(Fields role, Map.Entry<String, Yaml> line) throws ExhibitFault {
    if (line.getValue() instanceof Yaml.Text(String text, int _)) {
      return text.isEmpty() ? "\"\"" : text;
    }
    throw role.fault(line.getValue().line(), "'" + line.getKey() + "' must be one text");
  }

  private static Optional<Role> find(List<Role> cast, String node) {
    return cast.stream().filter(role -> role.node().equals(node)).findFirst();
  }
}
