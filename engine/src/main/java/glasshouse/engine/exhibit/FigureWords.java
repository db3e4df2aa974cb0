package glasshouse.engine.exhibit;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Figures as files name them: one row each, with the values they can have. */
final class FigureWords {
  /**
   * A form.
   *
   * @param words how it is written, for people
   * @param pattern how it is recognised
   * @param values regular expression of what it can be
   * @param allowed the same for people
   */
  private record Form(
      String words,
      Pattern pattern,
      String values,
      String allowed,
      Function<MatchResult, Figure> make) {}

  private static final String NODE = "([a-z][a-z0-9-]*)";
  private static final String NODES = "([a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*)+)";
  private static final String SHA = "([0-9a-f]{40})";
  private static final String COUNT = "[0-9]{1,18}";
  private static final String DB = "[0-9]{1,3}|none";

  private static final List<Form> FORMS =
      List.of(
          form(
              "key KEY on NODE",
              "key (\\S+) on " + NODE,
              ".*",
              "its value",
              m -> new Figure.Key(m.group(1), 0, m.group(2))),
          form(
              "key KEY in db N on NODE",
              "key (\\S+) in db ([0-9]{1,3}) on " + NODE,
              ".*",
              "its value",
              m -> new Figure.Key(m.group(1), Integer.parseInt(m.group(2)), m.group(3))),
          form(
              "keys on NODE",
              "keys on " + NODE,
              COUNT,
              "a number",
              m -> new Figure.Keys(0, m.group(1))),
          form(
              "keys in db N on NODE",
              "keys in db ([0-9]{1,3}) on " + NODE,
              COUNT,
              "a number",
              m -> new Figure.Keys(Integer.parseInt(m.group(1)), m.group(2))),
          form(
              "key KEY of NODE NODE...",
              "key (\\S+) of " + NODES,
              "equal|different",
              "equal, different",
              m -> new Figure.Alike(m.group(1), split(m.group(2)))),
          form(
              "script SHA on NODE",
              "script " + SHA + " on " + NODE,
              "known|unknown",
              "known, unknown",
              m -> new Figure.Script(m.group(1), m.group(2))),
          form(
              "script SHA believed by NODE",
              "script " + SHA + " believed by " + NODE,
              "yes|no",
              "yes, no",
              m -> new Figure.Belief(m.group(1), m.group(2))),
          form(
              "replids of NODE NODE...",
              "replids of " + NODES,
              "equal|different",
              "equal, different",
              m -> new Figure.Replids(split(m.group(1)))),
          form(
              "replid2 of NODE",
              "replid2 of " + NODE,
              NODE,
              "the node whose id it is, other, none",
              m -> new Figure.Replid2(m.group(1))),
          form(
              "log 'WORDS' of NODE",
              "log '(.+)' of " + NODE,
              "yes|no",
              "yes, no",
              m -> new Figure.Log(m.group(1), m.group(2))),
          form(
              "offset of NODE",
              "offset of " + NODE,
              COUNT,
              "a number of bytes",
              m -> new Figure.Offset(m.group(1))),
          form(
              "offsets of NODE NODE...",
              "offsets of " + NODES,
              "equal|different",
              "equal, different",
              m -> new Figure.Offsets(split(m.group(1)))),
          form(
              "data of NODE NODE...",
              "data of " + NODES,
              "equal|different",
              "equal, different",
              m -> new Figure.Data(split(m.group(1)))),
          form(
              "info FIELD on NODE",
              "info ([a-z0-9_]+) on " + NODE,
              ".*",
              "its value",
              m -> new Figure.Info(m.group(1), m.group(2))),
          form(
              "stream db of NODE",
              "stream db of " + NODE,
              DB,
              "a number, none",
              m -> new Figure.StreamDb(m.group(1))),
          form(
              "link db of NODE",
              "link db of " + NODE,
              DB,
              "a number, none",
              m -> new Figure.LinkDb(m.group(1))),
          form(
              "link of NODE",
              "link of " + NODE,
              "up|down",
              "up, down",
              m -> new Figure.Link(m.group(1))),
          form(
              "run of NODE",
              "run of " + NODE,
              "loading|running|frozen|stopped|dead",
              "loading, running, frozen, stopped, dead",
              m -> new Figure.Run(m.group(1))),
          form(
              "refusal of NODE",
              "refusal of " + NODE,
              ".+",
              "the error, none",
              m -> new Figure.Refusal(m.group(1))));

  private FigureWords() {}

  /** The figure of these words, null when there is none. */
  static @Nullable Figure parse(String words) {
    for (Form form : FORMS) {
      Matcher matcher = form.pattern.matcher(words);
      if (matcher.matches()) {
        return form.make.apply(matcher);
      }
    }
    return null;
  }

  /** Why a figure of these words cannot have a value, empty when it can. */
  static String refusal(String words, String value) {
    for (Form form : FORMS) {
      if (form.pattern.matcher(words).matches() && !value.matches(form.values)) {
        return "'" + words + "' cannot be '" + value + "'; allowed: " + form.allowed;
      }
    }
    return "";
  }

  /** All forms, for messages. */
  static String all() {
    return String.join("; ", FORMS.stream().map(Form::words).toList());
  }

  private static Form form(
      String words,
      String pattern,
      String values,
      String allowed,
      Function<MatchResult, Figure> make) {
    return new Form(words, Pattern.compile(pattern), values, allowed, make);
  }

  private static List<String> split(String names) {
    return List.of(names.split(" "));
  }
}
