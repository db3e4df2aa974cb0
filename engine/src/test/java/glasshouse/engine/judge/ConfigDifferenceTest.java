package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every parameter that the real server has is given the same values there and here: what CONFIG SET
 * answers and what CONFIG GET shows then must be equal.
 */
@Needs(Judge.REDIS_SERVER)
class ConfigDifferenceTest {
  private static final List<String> VALUES =
      List.of(
          "",
          "abc",
          "-1",
          "0",
          "1",
          "no",
          "YES",
          "10%",
          "101%",
          "1mb",
          "1.5",
          "99999999999",
          "9223372036854775808",
          "a b",
          "+1",
          " 1",
          "1 1",
          "0x10",
          "{port}",
          "{no}",
          "*");

  /** Where the servers listen and where their files are cannot be the same. */
  private static final Set<String> OF_THE_PLACE = Set.of("port", "bind", "dir", "requirepass");

  /** There is no TLS here (docs/fidelity.md); what is no value at all is refused alike. */
  private static final Set<String> TURNS_TLS_ON =
      Set.of("tls-port 1", "tls-port +1", "tls-cluster YES", "tls-replication YES");

  /** The real server counts these up to 2^64, a node up to 2^63. */
  private static final Set<String> UNSIGNED = Set.of("maxmemory", "cluster-link-sendbuf-limit");

  @TempDir Path directory;

  @Test
  void everyParameterTakesAndRefusesTheSame() throws Exception {
    String allowed = "enable-protected-configs yes";
    try (Server real = Server.start('r', "r", directory, allowed);
        Server ours = Server.start('o', "o", directory, allowed)) {
      List<String[]> questions = new ArrayList<>();
      for (String name : names(real.talk().line("CONFIG GET *"))) {
        for (String value : VALUES) {
          if (asked(name, value)) {
            questions.add(new String[] {"CONFIG", "SET", name, value});
            questions.add(new String[] {"CONFIG", "GET", name});
          }
        }
      }
      assertThat(questions).hasSizeGreaterThan(2 * 170 * VALUES.size());
      Map<String, String> seen = answers(ours, questions);
      Map<String, String> wanted = answers(real, questions);
      wanted.entrySet().removeIf(answer -> answer.getValue().equals(seen.get(answer.getKey())));
      seen.keySet().retainAll(wanted.keySet());
      assertThat(seen).isEqualTo(wanted);
    }
  }

  private static boolean asked(String name, String value) {
    boolean manyClients = name.equals("maxclients") && value.length() > 5;
    return !OF_THE_PLACE.contains(name)
        && !TURNS_TLS_ON.contains(name + " " + value)
        && !(UNSIGNED.contains(name) && value.equals("9223372036854775808"))
        && !manyClients;
  }

  private static List<String> names(String pairs) {
    String[] words = pairs.substring(2, pairs.length() - 2).split("\", \"", -1);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < words.length; i += 2) {
      names.add(words[i]);
    }
    return names.stream().sorted().toList();
  }

  private static Map<String, String> answers(Server server, List<String[]> questions) {
    Map<String, String> answers = new LinkedHashMap<>();
    String last = "";
    for (String[] question : questions) {
      last = question.length == 4 ? question[2] + " <- '" + question[3] + "'" : last + " is";
      answers.put(last, server.talk().run(question));
    }
    return answers;
  }
}
