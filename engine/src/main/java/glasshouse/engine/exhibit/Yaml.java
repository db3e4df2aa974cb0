package glasshouse.engine.exhibit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A YAML document as texts, lists and tables that know their lines. Scalars stay the text they are
 * written as: an era {@code 7.0} is a name here, not a number.
 */
sealed interface Yaml {
  /** Line it begins at, counted from 1. */
  int line();

  /** A scalar. */
  record Text(String value, int line) implements Yaml {}

  /** A list. */
  record Items(List<Yaml> items, int line) implements Yaml {}

  /** A table; each key has its own line. */
  record Table(Map<String, Yaml> fields, Map<String, Integer> lines, int line) implements Yaml {}

  /** Reads one document. */
  static Yaml read(String file, String text) throws ExhibitFault {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new ExhibitFault(file, 1, "the file is empty; expected an exhibit");
      }
      Yaml whole = value(file, parser, first);
      if (parser.nextToken() != null) {
        throw new ExhibitFault(file, line(parser), "a second document; expected the end");
      }
      return whole;
    } catch (JsonProcessingException broken) {
      int at = broken.getLocation() == null ? 1 : Math.max(1, broken.getLocation().getLineNr());
      throw new ExhibitFault(file, at, "not YAML: " + broken.getOriginalMessage());
    } catch (IOException impossible) {
      throw new IllegalStateException("a text can always be read", impossible);
    }
  }

  private static int line(YAMLParser parser) {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private static Yaml value(String file, YAMLParser parser, JsonToken token)
      throws IOException, ExhibitFault {
    int line = line(parser);
    if (parser.isCurrentAlias()) {
      throw new ExhibitFault(file, line, "an alias; write out what it stands for");
    }
    return switch (token) {
      case START_OBJECT -> table(file, parser, line);
      case START_ARRAY -> {
        List<Yaml> items = new ArrayList<>();
        for (JsonToken next = next(parser); next != JsonToken.END_ARRAY; next = next(parser)) {
          items.add(value(file, parser, next));
        }
        yield new Items(List.copyOf(items), line);
      }
      default -> new Text(token == JsonToken.VALUE_NULL ? "" : parser.getText(), line);
    };
  }

  private static Yaml table(String file, YAMLParser parser, int line)
      throws IOException, ExhibitFault {
    Map<String, Yaml> fields = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    while (next(parser) != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int at = line(parser);
      if (lines.put(key, at) != null) {
        throw new ExhibitFault(file, at, "'" + key + "' stands here twice");
      }
      fields.put(key, value(file, parser, next(parser)));
    }
    return new Table(fields, lines, line);
  }

  private static JsonToken next(YAMLParser parser) throws IOException {
    return Objects.requireNonNull(parser.nextToken(), "the parser closes what it opened");
  }
}
