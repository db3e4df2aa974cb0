package glasshouse.engine.exhibit;

import glasshouse.engine.LabAction;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the steps of an exhibit that is played in a lab. */
final class LabStepReader extends StepReader {
  private static final List<String> VERBS =
      List.of(
          "say",
          "request",
          "advance",
          "act",
          "pass",
          "wait-until",
          "point-at",
          "predict",
          "expect");
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,6}) (h|min|s|ms)");
  private static final Pattern THREAD = Pattern.compile("(request|closer|worker)-[0-9]{1,3}");
  private static final String ACTIONS =
      "interrupt THREAD, time-out THREAD, release THREAD, close HANDLE, variant NAME";

  LabStepReader(String file, List<String> eras) {
    super(file, List.of(), eras);
  }

  @Override
  List<String> verbs() {
    return VERBS;
  }

  @Override
  Step deed(String verb, int line, Fields fields) throws ExhibitFault {
    String words = fields.text(verb).strip();
    return new Step.InLab(
        line,
        switch (verb) {
          case "request" -> new LabAction.Request(words);
          case "advance" -> advance(line, fields, words);
          default -> action(line, fields, words);
        });
  }

  private static LabAction advance(int line, Fields fields, String words) throws ExhibitFault {
    Matcher span = SPAN.matcher(words);
    if (!span.matches()) {
      throw fields.fault(
          line, "'" + words + "' is no length of time; expected, say, 12 h or 30 min or 5 s");
    }
    LabAction.Unit unit = LabAction.Unit.valueOf(span.group(2).toUpperCase(java.util.Locale.ROOT));
    return new LabAction.Advance(Long.parseLong(span.group(1)) * unit.millis);
  }

  private static LabAction action(int line, Fields fields, String words) throws ExhibitFault {
    String[] parts = words.split(" ");
    if (parts.length == 2) {
      switch (parts[0]) {
        case "interrupt":
          return new LabAction.Interrupt(parts[1]);
        case "time-out":
          return new LabAction.TimeOut(parts[1]);
        case "release":
          return new LabAction.Release(parts[1]);
        case "close":
          return new LabAction.Close(parts[1]);
        case "variant":
          return new LabAction.Choose(parts[1]);
        default:
      }
    }
    throw fields.fault(line, "no action '" + words + "'; actions are " + ACTIONS);
  }

  @Override
  @Nullable Figure parse(String words) {
    return LabFigures.knows(words) ? new Figure.InLab(words) : null;
  }

  @Override
  String figures() {
    return LabFigures.all();
  }

  @Override
  String refusal(String words, String value) {
    return LabFigures.refusal(words, value);
  }

  @Override
  List<String> panels() {
    return Step.PointAt.LAB_PANELS;
  }

  @Override
  String players() {
    return "the threads request-1, request-2";
  }

  @Override
  boolean plays(String name) {
    return THREAD.matcher(name).matches();
  }
}
