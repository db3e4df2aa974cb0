package glasshouse.engine.exhibit;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** Figures as files name them: one row each, with the values they can have. */
final class FigureWords {
  private static final String NODE = "([a-z][a-z0-9-]*)";
  private static final String NODES = "([a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*)+)";
  private static final String SHA = "([0-9a-f]{40})";
  private static final String COUNT = "[0-9]{1,18}";
  private static final String DB = "[0-9]{1,3}|none";

  private static final List<FigureForm<Function<MatchResult, Figure>>> FORMS =
      List.of(
          new FigureForm<>(
              "key KEY on NODE",
              "key (\\S+) on " + NODE,
              ".*",
              "its value",
              m -> new Figure.Key(m.group(1), 0, m.group(2))),
          new FigureForm<>(
              "key KEY in db N on NODE",
              "key (\\S+) in db ([0-9]{1,3}) on " + NODE,
              ".*",
              "its value",
              m -> new Figure.Key(m.group(1), Integer.parseInt(m.group(2)), m.group(3))),
          new FigureForm<>(
              "keys on NODE",
              "keys on " + NODE,
              COUNT,
              "a number",
              m -> new Figure.Keys(0, m.group(1))),
          new FigureForm<>(
              "keys in db N on NODE",
              "keys in db ([0-9]{1,3}) on " + NODE,
              COUNT,
              "a number",
              m -> new Figure.Keys(Integer.parseInt(m.group(1)), m.group(2))),
          new FigureForm<>(
              "key KEY of NODE NODE...",
              "key (\\S+) of " + NODES,
              "equal|different",
              "equal, different",
              m -> new Figure.Alike(m.group(1), split(m.group(2)))),
          new FigureForm<>(
              "script SHA on NODE",
              "script " + SHA + " on " + NODE,
              "known|unknown",
              "known, unknown",
              m -> new Figure.Script(m.group(1), m.group(2))),
          new FigureForm<>(
              "script SHA believed by NODE",
              "script " + SHA + " believed by " + NODE,
              "yes|no",
              "yes, no",
              m -> new Figure.Belief(m.group(1), m.group(2))),
          new FigureForm<>(
              "replids of NODE NODE...",
              "replids of " + NODES,
              "equal|different",
              "equal, different",
              m -> new Figure.Replids(split(m.group(1)))),
          new FigureForm<>(
              "replid2 of NODE",
              "replid2 of " + NODE,
              NODE,
              "the node whose id it is, other, none",
              m -> new Figure.Replid2(m.group(1))),
          new FigureForm<>(
              "log 'WORDS' of NODE",
              "log '(.+)' of " + NODE,
              "yes|no",
              "yes, no",
              m -> new Figure.Log(m.group(1), m.group(2))),
          new FigureForm<>(
              "offset of NODE",
              "offset of " + NODE,
              COUNT,
              "a number of bytes",
              m -> new Figure.Offset(m.group(1))),
          new FigureForm<>(
              "offsets of NODE NODE...",
              "offsets of " + NODES,
              "equal|different",
              "equal, different",
              m -> new Figure.Offsets(split(m.group(1)))),
          new FigureForm<>(
              "data of NODE NODE...",
              "data of " + NODES,
              "equal|different",
              "equal, different",
              m -> new Figure.Data(split(m.group(1)))),
          new FigureForm<>(
              "info FIELD on NODE",
              "info ([a-z0-9_]+) on " + NODE,
              ".*",
              "its value",
              m -> new Figure.Info(m.group(1), m.group(2))),
          new FigureForm<>(
              "stream db of NODE",
              "stream db of " + NODE,
              DB,
              "a number, none",
              m -> new Figure.StreamDb(m.group(1))),
          new FigureForm<>(
              "link db of NODE",
              "link db of " + NODE,
              DB,
              "a number, none",
              m -> new Figure.LinkDb(m.group(1))),
          new FigureForm<>(
              "link of NODE",
              "link of " + NODE,
              "up|down",
              "up, down",
              m -> new Figure.Link(m.group(1))),
          new FigureForm<>(
              "run of NODE",
              "run of " + NODE,
              "loading|running|busy|frozen|stopped|dead",
              "loading, running, busy, frozen, stopped, dead",
              m -> new Figure.Run(m.group(1))),
          new FigureForm<>(
              "refusal of NODE",
              "refusal of " + NODE,
              ".+",
              "the error, none",
              m -> new Figure.Refusal(m.group(1))));

  private FigureWords() {}

  /** The figure of these words, null when there is none. */
  static @Nullable Figure parse(String words) {
    return FigureForm.read(FORMS, words, Function::apply);
  }

  /** Why a figure of these words cannot have a value, empty when it can. */
  static String refusal(String words, String value) {
    return FigureForm.refusal(FORMS, words, value);
  }

  /** All forms, for messages. */
  static String all() {
    return FigureForm.all(FORMS);
  }

  private static List<String> split(String names) {
    return List.of(names.split(" "));
  }
}
