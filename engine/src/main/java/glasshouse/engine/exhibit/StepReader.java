package glasshouse.engine.exhibit;

import glasshouse.engine.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the steps of an exhibit about nodes; what is not about nodes is the same for all. */
class StepReader {
  private static final List<String> VERBS =
      List.of("say", "do", "act", "pass", "wait-until", "point-at", "predict", "expect");
  private static final String OTHERWISE = "otherwise";

  private final String file;

  /** The cast, and who joined it in the steps so far. */
  private final List<String> nodes;

  private final List<String> eras;

  StepReader(String file, List<Role> cast, List<String> eras) {
    this.file = file;
    this.nodes = new ArrayList<>(cast.stream().map(Role::node).toList());
    this.eras = eras;
  }

  List<Step> steps(Yaml value) throws ExhibitFault {
    if (!(value instanceof Yaml.Items(List<Yaml> items, int _)) || items.isEmpty()) {
      throw new ExhibitFault(file, value.line(), "'steps' must be a list with something in it");
    }
    List<Step> steps = new ArrayList<>();
    for (Yaml item : items) {
      steps.add(step(Fields.of(file, item, "a step")));
    }
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Predict predict) {
        judged(predict, steps.subList(i, steps.size()));
      }
    }
    return List.copyOf(steps);
  }

  private Step step(Fields fields) throws ExhibitFault {
    String verb = "";
    for (String key : fields.keys()) {
      if (verbs().contains(key)) {
        if (!verb.isEmpty()) {
          throw fields.fault(
              fields.line(key), "two verbs in one step: '" + verb + "' and '" + key + "'");
        }
        verb = key;
      }
    }
    if (verb.isEmpty()) {
      throw fields.fault(
          fields.line(),
          "no verb among "
              + String.join(", ", fields.keys())
              + "; expected one of "
              + String.join(", ", verbs()));
    }
    int line = fields.line(verb);
    Step step =
        switch (verb) {
          case "say" -> new Step.Say(line, text(fields, verb, fields.required(verb)));
          case "pass" -> new Step.Pass(line, span(fields));
          case "wait-until" -> new Step.WaitUntil(line, claims(fields, verb));
          case "point-at" -> new Step.PointAt(line, target(fields));
          case "predict" -> predict(line, fields);
          case "expect" -> new Step.Expect(line, claims(fields, verb));
          default -> deed(verb, line, fields);
        };
    fields.done("a step that says '" + verb + "'");
    return step;
  }

  /** All verbs there are. */
  List<String> verbs() {
    return VERBS;
  }

  /** A step with a verb that only exhibits of this kind have. */
  Step deed(String verb, int line, Fields fields) throws ExhibitFault {
    return verb.equals("do") ? command(line, fields) : new Step.Act(line, action(fields));
  }

  /** The figure of these words, null when there is none. */
  @Nullable Figure parse(String words) {
    return FigureWords.parse(words);
  }

  /** All forms of figures, for messages. */
  String figures() {
    return FigureWords.all();
  }

  /** Why a figure of these words cannot have a value, empty when it can. */
  String refusal(String words, String value) {
    return FigureWords.refusal(words, value);
  }

  /** Parts of the window that can be pointed at. */
  List<String> panels() {
    return Step.PointAt.PANELS;
  }

  /** Who can be pointed at, for messages. */
  String players() {
    return "the nodes " + String.join(", ", nodes);
  }

  /** Whether somebody who can be pointed at is called so. */
  boolean plays(String name) {
    return nodes.contains(name);
  }

  private Step command(int line, Fields fields) throws ExhibitFault {
    String command = fields.text("do");
    String node = fields.text("on");
    inCast(fields, fields.line("on"), node);
    Yaml reply = fields.optional("reply");
    String answer = fields.text("answer", "");
    if (!answer.isEmpty() && (!answer.equals("later") || reply != null)) {
      throw fields.fault(
          fields.line("answer"),
          "'answer' can only be 'later', and then there is no 'reply' to compare");
    }
    ByEra expected = reply == null ? null : text(fields, "reply", reply);
    return new Step.Do(line, node, command, expected, !answer.isEmpty());
  }

  private static long span(Fields fields) throws ExhibitFault {
    long millis = Span.millis(fields.text("pass"));
    if (millis < 0) {
      throw fields.fault(
          fields.line("pass"),
          "'" + fields.text("pass") + "' is no length of time; expected, say, 300 ms or 3 s");
    }
    return millis;
  }

  private Action action(Fields fields) throws ExhibitFault {
    String words = fields.text("act");
    Action action = ActionWords.parse(words);
    if (action == null) {
      throw fields.fault(
          fields.line("act"), "no action '" + words + "'; actions are " + ActionWords.all());
    }
    for (String node : action.nodes()) {
      inCast(fields, fields.line("act"), node);
    }
    if (action instanceof Action.AddReplica) {
      nodes.add(joining());
    }
    return action;
  }

  /** The name a cluster gives to a node that joins. */
  private String joining() {
    int number = nodes.size() + 1;
    while (nodes.contains("n" + number)) {
      number++;
    }
    return "n" + number;
  }

  private String target(Fields fields) throws ExhibitFault {
    String target = fields.text("point-at");
    if (!plays(target) && !panels().contains(target)) {
      throw fields.fault(
          fields.line("point-at"),
          "nothing is called '"
              + target
              + "'; there are "
              + players()
              + " and the panels "
              + String.join(", ", panels()));
    }
    return target;
  }

  private Step.Predict predict(int line, Fields fields) throws ExhibitFault {
    String question = fields.text("predict").strip().replaceAll("\\s+", " ");
    List<String> choices = fields.texts("choices");
    Figure figure = figure(fields, fields.line("of"), fields.text("of"));
    if (choices.size() < 2) {
      throw fields.fault(fields.line("choices"), "one choice is none; expected two or more");
    }
    return new Step.Predict(line, question, choices, figure);
  }

  /** A prediction needs a later step that expects the figure, with answers among the choices. */
  private void judged(Step.Predict predict, List<Step> later) throws ExhibitFault {
    for (Step step : later) {
      if (step instanceof Step.Expect expect) {
        for (Claim claim : expect.claims()) {
          if (claim.figure().equals(predict.figure())) {
            amongChoices(predict, claim);
            return;
          }
        }
      }
    }
    throw new ExhibitFault(
        file,
        predict.line(),
        "no later step expects '" + predict.figure().words() + "', which is to be predicted");
  }

  private void amongChoices(Step.Predict predict, Claim claim) throws ExhibitFault {
    for (String era : eras) {
      String value = claim.value().in(era);
      if (!predict.choices().contains(value)) {
        throw new ExhibitFault(
            file,
            predict.line(),
            "in era "
                + era
                + " the answer is '"
                + value
                + "', which is not among the choices "
                + String.join(", ", predict.choices()));
      }
    }
  }

  private List<Claim> claims(Fields step, String verb) throws ExhibitFault {
    Fields fields = Fields.of(file, step.required(verb), "'" + verb + "'");
    List<Claim> claims = new ArrayList<>();
    for (String words : fields.keys()) {
      Figure figure = figure(fields, fields.line(words), words);
      ByEra value = text(fields, words, fields.required(words));
      for (String era : eras) {
        String refusal = refusal(words, value.in(era));
        if (!refusal.isEmpty()) {
          throw fields.fault(fields.line(words), refusal);
        }
      }
      claims.add(new Claim(figure, value));
    }
    if (claims.isEmpty()) {
      throw step.fault(step.line(verb), "'" + verb + "' names no figure");
    }
    return List.copyOf(claims);
  }

  private Figure figure(Fields fields, int line, String words) throws ExhibitFault {
    Figure figure = parse(words);
    if (figure == null) {
      throw fields.fault(line, "no figure '" + words + "'; figures are " + figures());
    }
    for (String node : figure.nodes()) {
      inCast(fields, line, node);
    }
    return figure;
  }

  private void inCast(Fields fields, int line, String node) throws ExhibitFault {
    if (!nodes.contains(node)) {
      throw fields.fault(
          line, "no node '" + node + "' in the cast; there are " + String.join(", ", nodes));
    }
  }

  /** One text for all eras, or a table by era. */
  ByEra text(Fields fields, String what, Yaml value) throws ExhibitFault {
    return switch (value) {
      case Yaml.Text(String text, int _) -> ByEra.always(text.strip());
      case Yaml.Table table -> byEra(fields, what, table);
      case Yaml.Items items ->
          throw fields.fault(items.line(), "'" + what + "' must be a text, or a table by era");
    };
  }

  private ByEra byEra(Fields fields, String what, Yaml.Table table) throws ExhibitFault {
    Map<String, String> texts = new LinkedHashMap<>();
    @Nullable String otherwise = null;
    for (Map.Entry<String, Yaml> entry : table.fields().entrySet()) {
      String era = entry.getKey();
      if (!(entry.getValue() instanceof Yaml.Text(String text, int _))) {
        throw fields.fault(entry.getValue().line(), "'" + what + "' in '" + era + "': one text");
      }
      if (era.equals(OTHERWISE)) {
        otherwise = text.strip();
      } else if (eras.contains(era)) {
        texts.put(era, text.strip());
      } else {
        throw fields.fault(
            entry.getValue().line(),
            "era '" + era + "' is none of this exhibit's: " + String.join(", ", eras));
      }
    }
    if (otherwise == null && !texts.keySet().containsAll(eras)) {
      List<String> missing = new ArrayList<>(eras);
      missing.removeAll(texts.keySet());
      throw fields.fault(
          table.line(),
          "'" + what + "' says nothing for " + String.join(", ", missing) + "; or add 'otherwise'");
    }
    return new ByEra(texts, otherwise);
  }
}
