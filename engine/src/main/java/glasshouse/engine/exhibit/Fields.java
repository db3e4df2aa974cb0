package glasshouse.engine.exhibit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table of a file while it is read: what is asked for is known, and the rest is refused. */
final class Fields {
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
