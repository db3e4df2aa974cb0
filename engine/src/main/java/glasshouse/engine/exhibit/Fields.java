package glasshouse.engine.exhibit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A table of a file while it is read: what is asked for is known, and the rest is refused. */
final class Fields {
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final String file;
  private final Yaml.Table table;
  private final Set<String> known = new LinkedHashSet<>();

  private Fields(String file, Yaml.Table table) {
    this.file = file;
    this.table = table;
  }

  /** The fields of a value that must be a table. */
  static Fields of(String file, Yaml value, String what) throws ExhibitFault {
    if (value instanceof Yaml.Table table) {
      return new Fields(file, table);
    }
    throw new ExhibitFault(file, value.line(), what + " must be a table of fields");
  }

  int line() {
    return table.line();
  }

  /** The line of a field, or of the table when it has none. */
  int line(String key) {
    Integer line = table.lines().get(key);
    return line == null ? table.line() : line;
  }

  Set<String> keys() {
    return table.fields().keySet();
  }

  @Nullable Yaml optional(String key) {
    known.add(key);
    return table.fields().get(key);
  }

  Yaml required(String key) throws ExhibitFault {
    Yaml value = optional(key);
    if (value == null) {
      throw fault(line(), "'" + key + "' is missing");
    }
    return value;
  }

  /** A text that must be there and say something. */
  String text(String key) throws ExhibitFault {
    String text = text(key, required(key));
    if (text.isBlank()) {
      throw fault(line(key), "'" + key + "' is empty");
    }
    return text;
  }

  /** A text, or what stands for it when it is not there. */
  String text(String key, String otherwise) throws ExhibitFault {
    Yaml value = optional(key);
    return value == null ? otherwise : text(key, value);
  }

  private String text(String key, Yaml value) throws ExhibitFault {
    if (value instanceof Yaml.Text(String text, int _)) {
      return text;
    }
    throw fault(value.line(), "'" + key + "' must be one text");
  }

  /** A text that must be there, on one line however it is written. */
  String sentence(String key) throws ExhibitFault {
    return flat(text(key));
  }

  /** Paragraphs that must be there: they stand apart by an empty line. */
  List<String> paragraphs(String key) throws ExhibitFault {
    List<String> paragraphs = new ArrayList<>();
    for (String paragraph : text(key).strip().split("\\n\\s*\\n")) {
      paragraphs.add(flat(paragraph));
    }
    return List.copyOf(paragraphs);
  }

  static String flat(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** The field {@code id}, which must be the name of the file. */
  String id() throws ExhibitFault {
    String id = text("id");
    String name = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
    if (!isId(id) || !id.equals(name)) {
      throw fault(line("id"), "id '" + id + "'; expected the name of the file, '" + name + "'");
    }
    return id;
  }

  /** Whether an exhibit or a tour can be named so. */
  static boolean isId(String word) {
    return ID.matcher(word).matches();
  }

  /** A list of values that must be there and not be empty. */
  List<Yaml> items(String key) throws ExhibitFault {
    if (required(key) instanceof Yaml.Items(List<Yaml> items, int _) && !items.isEmpty()) {
      return items;
    }
    throw fault(line(key), "'" + key + "' must be a list with something in it");
  }

  /** A list of texts that must be there and not be empty. */
  List<String> texts(String key) throws ExhibitFault {
    List<String> texts = new ArrayList<>();
    for (Yaml item : items(key)) {
      texts.add(text(key, item));
    }
    return List.copyOf(texts);
  }

  /** Texts by key, in their order; empty when the field is not there. */
  Map<String, Yaml> table(String key) throws ExhibitFault {
    Yaml value = optional(key);
    return value == null ? Map.of() : of(file, value, "'" + key + "'").table.fields();
  }

  /** Refuses what nobody asked for. */
  void done(String what) throws ExhibitFault {
    for (String key : keys()) {
      if (!known.contains(key)) {
        throw fault(
            line(key),
            "unknown '" + key + "' in " + what + "; known are " + String.join(", ", known));
      }
    }
  }

  ExhibitFault fault(int line, String text) {
    return new ExhibitFault(file, line, text);
  }
}
