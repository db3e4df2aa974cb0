package glasshouse.engine.exhibit;

import glasshouse.engine.CacheLab;
import glasshouse.engine.replication.Profile;
import glasshouse.engine.view.LabView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads exhibits; whatever an exhibit cannot say is refused with its place. */
public final class ExhibitReader {
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
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

  /** Whether an exhibit can be named so. */
  static boolean isId(String word) {
    return ID.matcher(word).matches();
  }

  private Exhibit exhibit(Yaml whole) throws ExhibitFault {
    Fields fields = Fields.of(file, whole, "an exhibit");
    String id = fields.text("id");
    String title = fields.text("title");
    Group group = group(fields);
    String about = fields.text("about");
    String teaches = fields.text("teaches");
    String story = fields.text("story");
    String why = fields.text("why");
    List<String> sources = fields.optional("sources") == null ? List.of() : fields.texts("sources");
    boolean inLab = fields.optional("lab") != null;
    String lab = inLab ? lab(fields) : "";
    Map<String, String> eras = inLab ? outcome(fields) : eras(fields);
    List<Role> cast = inLab ? List.of() : cast(fields);
    Yaml steps = fields.required("steps");
    fields.done("the exhibit");
    String name = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
    if (!isId(id) || !id.equals(name)) {
      throw fields.fault(
          fields.line("id"), "id '" + id + "'; expected the name of the file, '" + name + "'");
    }
    return new Exhibit(
        id,
        title.strip(),
        group,
        about.strip().replaceAll("\\s+", " "),
        teaches.strip().replaceAll("\\s+", " "),
        paragraphs(story),
        paragraphs(why),
        sources,
        cast,
        lab,
        eras,
        reader(inLab, cast, List.copyOf(eras.keySet())).steps(steps));
  }

  /** Paragraphs stand apart by an empty line; within one, line ends are spaces. */
  private static List<String> paragraphs(String story) {
    List<String> paragraphs = new ArrayList<>();
    for (String paragraph : story.strip().split("\\n\\s*\\n")) {
      paragraphs.add(paragraph.strip().replaceAll("\\s+", " "));
    }
    return List.copyOf(paragraphs);
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
    return Map.of(Exhibit.LAB, fields.text("outcome").strip().replaceAll("\\s+", " "));
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
      eras.put(era, table.text(era).strip().replaceAll("\\s+", " "));
    }
    if (eras.isEmpty()) {
      throw fields.fault(fields.line("eras"), "'eras' names none; expected at least one");
    }
    return eras;
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
