package glasshouse.engine.transcript;

import glasshouse.engine.resp.Reply;
import glasshouse.engine.transcript.Transcript.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Fills in what a transcript leaves open by asking the real server: replies of commands that have
 * none yet, and {@code ~?} lines. What it writes is to be read before it is believed.
 */
final class TranscriptRecorder {
  private static final Pattern TIME = Pattern.compile("(?<!\\d)\\d{10}(\\d{3})?(?!\\d)");
  private static final long NEAR = 10_000_000_000L;

  private final Map<Integer, List<String>> additions = new LinkedHashMap<>();
  private final RealSubject server;
  private ClientIds ids;

  private TranscriptRecorder(RealSubject server) {
    this.server = server;
    this.ids = new ClientIds(server);
  }

  /** Rewrites the files it is given. */
  public static void main(String[] files) throws IOException {
    try (RealSubject server = new RealSubject()) {
      for (String file : files) {
        new TranscriptRecorder(server).record(Path.of(file));
      }
    }
  }

  private void record(Path file) throws IOException {
    Transcript transcript = Transcript.read(file);
    for (Transcript.Block block : transcript.blocks()) {
      if (block.real()) {
        server.reset();
        ids = new ClientIds(server);
        block.steps().forEach(this::step);
      }
    }
    List<String> out = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.strip().equals("~?")) {
        out.add(line);
      }
      out.addAll(additions.getOrDefault(number, List.of()));
    }
    Files.write(file, out);
  }

  private void step(Step step) {
    switch (step) {
      case Step.Ask(int line, int client, String words, List<String> reply, int _) -> {
        long now = server.now();
        server.send(
            client,
            Words.split(ids.expand(words)).stream().map(w -> Words.expand(w, now)).toList());
        look(line, client, reply);
      }
      case Step.Later(int line, int client, List<String> reply, int _) -> look(line, client, reply);
      case Step.Stream(int line, List<String> commands, boolean _) -> {
        List<String> seen = Player.streamLines(server.stream());
        if (commands.equals(List.of("?"))) {
          List<String> lines = seen.isEmpty() ? List.of("~") : seen;
          additions.put(
              line, lines.stream().map(l -> l.equals("~") ? l : "~ " + timed(l)).toList());
        }
      }
      case Step.Pass(int _, long milliseconds) -> server.pass(milliseconds);
      case Step.Resp3(int _, int client) -> {
        server.send(client, List.of("HELLO", "3"));
        server.receive(client);
      }
      case Step.Config(int _, String name, String value) -> server.config(name, value);
    }
  }

  private void look(int line, int client, List<String> known) {
    Reply reply = known.isEmpty() ? server.poll(client) : server.receive(client);
    if (known.isEmpty() && reply != null) {
      additions.put(line, reply.lines().stream().map(this::timed).toList());
    }
  }

  /** Writes times near the present as distances from it, to the next tenth of a second. */
  private String timed(String line) {
    long now = server.now();
    return TIME.matcher(line)
        .replaceAll(
            m -> {
              long number = Long.parseLong(m.group());
              boolean seconds = m.group().length() == 10;
              if (!seconds && number % 1000 == 0) {
                return timed(String.valueOf(number / 1000)) + "000";
              }
              long away = number - (seconds ? now / 1000 : now);
              if (Math.abs(away) * (seconds ? 1000 : 1) > NEAR) {
                return m.group();
              }
              long tidy = seconds ? away : Math.floorDiv(away + 99, 100) * 100;
              return (seconds ? "{s" : "{ms") + (tidy < 0 ? "" : "+") + tidy + "}";
            });
  }
}
