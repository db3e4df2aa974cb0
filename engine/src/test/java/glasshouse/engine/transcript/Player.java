package glasshouse.engine.transcript;

import glasshouse.engine.resp.Reply;
import glasshouse.engine.transcript.Transcript.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Plays one block of a transcript on one server and compares. */
final class Player {
  private final Transcript transcript;
  private final Subject subject;
  private final TreeSet<Integer> clients = new TreeSet<>();
  private String asked = "";
  private final ClientIds ids;

  Player(Transcript transcript, Subject subject) {
    this.transcript = transcript;
    this.subject = subject;
    this.ids = new ClientIds(subject);
  }

  void play(Transcript.Block block) {
    subject.reset();
    for (Step step : block.steps()) {
      play(step);
    }
    for (int client : clients) {
      Reply more = subject.poll(client);
      if (more != null) {
        fail(block.steps().getLast().line(), "client " + client + " got more", List.of(), more);
      }
    }
  }

  private void play(Step step) {
    switch (step) {
      case Step.Ask(int line, int client, String words, List<String> reply, int unordered) -> {
        clients.add(client);
        asked = client + "> " + words;
        subject.send(client, expanded(words));
        compare(line, client, reply, unordered);
      }
      case Step.Later(int line, int client, List<String> reply, int unordered) -> {
        clients.add(client);
        compare(line, client, reply, unordered);
      }
      case Step.Stream(int line, List<String> commands, boolean unordered) ->
          compareStream(line, commands, unordered);
      case Step.Pass(int _, long milliseconds) -> subject.pass(milliseconds);
      case Step.Resp3(int line, int client) -> {
        subject.send(client, List.of("HELLO", "3"));
        if (!(subject.receive(client) instanceof Reply.Group)) {
          fail(line, "HELLO 3 is refused", List.of(), null);
        }
      }
      case Step.Config(int line, String name, String value) -> {
        if (!subject.config(name, value)) {
          fail(line, "CONFIG SET " + name + " is refused", List.of(), null);
        }
      }
    }
  }

  private List<String> expanded(String words) {
    return Words.split(ids.expand(words)).stream()
        .map(w -> Words.expand(w, subject.now()))
        .toList();
  }

  private void compare(int line, int client, List<String> lines, int unordered) {
    if (lines.isEmpty()) {
      Reply unwanted = subject.poll(client);
      if (unwanted != null) {
        fail(line, "no reply was expected", lines, unwanted);
      }
      return;
    }
    Reply seen = subject.receive(client);
    Reply expected = Expected.parse(ids.expand(lines));
    if (seen == null
        || !Expected.accepts(expected, seen, unordered, subject.now(), subject.late())) {
      fail(line, "another reply", lines, seen);
    }
  }

  private void compareStream(int line, List<String> commands, boolean unordered) {
    List<List<String>> seen = subject.stream();
    if (seen == null) {
      return;
    }
    List<List<String>> left = new ArrayList<>(seen);
    boolean same = seen.size() == commands.size();
    for (int i = 0; same && i < commands.size(); i++) {
      List<String> wanted = Words.split(commands.get(i));
      int at = 0;
      while (unordered && at < left.size() - 1 && !sameWords(wanted, left.get(at))) {
        at++;
      }
      same = sameWords(wanted, left.remove(at));
    }
    if (!same) {
      throw failure(line, "another replication stream", commands, streamLines(seen));
    }
  }

  private boolean sameWords(List<String> expected, List<String> seen) {
    boolean same = expected.size() == seen.size();
    for (int i = 0; same && i < seen.size(); i++) {
      same = Words.accepts(expected.get(i), seen.get(i), subject.now(), subject.late());
    }
    return same;
  }

  /** The commands as a transcript writes them, without the tilde. */
  static List<String> streamLines(List<List<String>> commands) {
    List<String> lines = new ArrayList<>();
    for (List<String> words : commands) {
      lines.add(String.join(" ", words.stream().map(Words::plain).toList()));
    }
    return lines;
  }

  private void fail(int line, String what, List<String> expected, @Nullable Reply seen) {
    throw failure(line, what, expected, seen == null ? List.of("(nothing)") : seen.lines());
  }

  private AssertionError failure(int line, String what, List<String> wanted, List<String> seen) {
    return new AssertionError(
        "%s:%d: %s of %s after %s%nexpected:%n%s%nseen:%n%s"
            .formatted(
                transcript.file(),
                line,
                what,
                subject.name(),
                asked,
                String.join("\n", wanted),
                String.join("\n", seen)));
  }
}
