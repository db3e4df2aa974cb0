package glasshouse.engine.transcript;

import glasshouse.engine.resp.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the ids of a block's clients in the place of {@code {id2}}, asking each client once. */
final class ClientIds {
  private static final Pattern ID = Pattern.compile("\\{id(\\d+)}");

  private final Subject subject;
  private final Map<Integer, String> known = new LinkedHashMap<>();

  ClientIds(Subject subject) {
    this.subject = subject;
  }

  /** The line with numbers. */
  String expand(String line) {
    return line.contains("{id")
        ? ID.matcher(line).replaceAll(m -> of(Integer.parseInt(m.group(1))))
        : line;
  }

  /** {@link #expand(String)} for all lines. */
  List<String> expand(List<String> lines) {
    return lines.stream().map(this::expand).toList();
  }

  private String of(int client) {
    return known.computeIfAbsent(client, this::ask);
  }

  private String ask(int client) {
    subject.send(client, List.of("CLIENT", "ID"));
    Reply reply = subject.receive(client);
    if (reply == null || !reply.lines().getFirst().startsWith("(integer) ")) {
      throw new AssertionError("client " + client + " cannot tell its id now: " + reply);
    }
    return Matcher.quoteReplacement(reply.lines().getFirst().substring("(integer) ".length()));
  }
}
