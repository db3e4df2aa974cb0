package glasshouse.engine.exhibit;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** Writes exhibits as files that {@link ExhibitReader} reads: the same but for lines of steps. */
public final class ExhibitWriter {
  /** {@code on} is a key like any other here; what a parser would trip over is quoted anyway. */
  private static final StringQuotingChecker PLAIN_NAMES =
      new StringQuotingChecker.Default() {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteName(String name) {
          return false;
        }
      };

  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .stringQuotingChecker(PLAIN_NAMES)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .build();

  private final YAMLGenerator out;

  private ExhibitWriter(YAMLGenerator out) {
    this.out = out;
  }

  /** The exhibit as the text of a file. */
  public static String write(Exhibit exhibit) {
    StringWriter text = new StringWriter();
    try (YAMLGenerator out = FACTORY.createGenerator(text)) {
      new ExhibitWriter(out).whole(exhibit);
    } catch (IOException impossible) {
      throw new IllegalStateException("a text can always be written", impossible);
    }
    return text.toString();
  }

  private void whole(Exhibit exhibit) throws IOException {
    out.writeStartObject();
    text("id", exhibit.id());
    text("title", exhibit.title());
    text("group", exhibit.group().word());
    text("about", exhibit.about());
    text("teaches", exhibit.teaches());
    text("story", String.join("\n\n", exhibit.story()));
    text("why", String.join("\n\n", exhibit.why()));
    if (!exhibit.sources().isEmpty()) {
      texts("sources", exhibit.sources());
    }
    if (exhibit.inLab()) {
      text("lab", exhibit.lab());
      text("outcome", exhibit.eras().getOrDefault(Exhibit.LAB, ""));
    } else {
      nodes(exhibit);
    }
    out.writeArrayFieldStart("steps");
    for (Step step : exhibit.steps()) {
      out.writeStartObject();
      step(step);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void nodes(Exhibit exhibit) throws IOException {
    out.writeObjectFieldStart("eras");
    for (Map.Entry<String, String> era : exhibit.eras().entrySet()) {
      text(era.getKey(), era.getValue());
    }
    out.writeEndObject();
    if (!exhibit.pair().isEmpty()) {
      texts("pair", exhibit.pair());
    }
    SeedStart start = exhibit.start();
    if (start != null) {
      start(start);
      return;
    }
    out.writeArrayFieldStart("cast");
    for (Role role : exhibit.cast()) {
      role(role);
    }
    out.writeEndArray();
  }

  private void start(SeedStart start) throws IOException {
    text("seed", start.seed().toString());
    if (start.until() != null) {
      byEra("until", start.until());
    }
  }

  private void role(Role role) throws IOException {
    out.writeStartObject();
    text("node", role.node());
    if (!role.master().isEmpty()) {
      text("master", role.master());
    }
    if (!role.config().isEmpty()) {
      out.writeObjectFieldStart("config");
      for (String line : role.config().strip().split("\n")) {
        String[] words = line.split(" ", 2);
        text(words[0], words[1].equals("\"\"") ? "" : words[1]);
      }
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private void step(Step step) throws IOException {
    switch (step) {
      case Step.Say(int _, ByEra told) -> byEra(step.verb(), told);
      case Step.Do(int _, String node, String command, ByEra reply, boolean later) -> {
        text(step.verb(), command);
        text("on", node);
        if (reply != null) {
          byEra("reply", reply);
        }
        if (later) {
          text("answer", "later");
        }
      }
      case Step.Pass(int _, long millis) -> text(step.verb(), Span.words(millis));
      case Step.Act(int _, var action) -> text(step.verb(), action.words());
      case Step.InLab _ -> text(step.verb(), step.words(Exhibit.LAB));
      case Step.WaitUntil(int _, List<Claim> claims) -> claims(step.verb(), claims);
      case Step.PointAt(int _, String target) -> text(step.verb(), target);
      case Step.Predict(int _, String question, List<String> choices, Figure figure) -> {
        text(step.verb(), question);
        texts("choices", choices);
        text("of", figure.words());
      }
      case Step.Expect(int _, List<Claim> claims) -> claims(step.verb(), claims);
      case Step.Replay replay ->
          throw new IllegalArgumentException("a file names the seed " + replay.seed() + " alone");
    }
  }

  private void claims(String verb, List<Claim> claims) throws IOException {
    out.writeObjectFieldStart(verb);
    for (Claim claim : claims) {
      byEra(claim.figure().words(), claim.value());
    }
    out.writeEndObject();
  }

  private void byEra(String key, ByEra value) throws IOException {
    String otherwise = value.otherwise();
    if (value.eras().isEmpty() && otherwise != null) {
      text(key, otherwise);
      return;
    }
    out.writeObjectFieldStart(key);
    for (Map.Entry<String, String> era : value.eras().entrySet()) {
      text(era.getKey(), era.getValue());
    }
    if (otherwise != null) {
      text("otherwise", otherwise);
    }
    out.writeEndObject();
  }

  private void texts(String key, List<String> texts) throws IOException {
    out.writeArrayFieldStart(key);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }

  private void text(String key, String value) throws IOException {
    out.writeStringField(key, value);
  }
}
