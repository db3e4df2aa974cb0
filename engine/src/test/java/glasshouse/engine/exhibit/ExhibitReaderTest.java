package glasshouse.engine.exhibit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.Action;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExhibitReaderTest {
  /** The cast begins on line 14, the steps on line 17. */
  private static final String GOOD =
      """
      id: demo
      title: A title
      about: One sentence.
      group: scripts
      teaches: One
        more.
      story: |
        First paragraph
        goes on.

        Second.
      why: A reason.
      eras: {4.0.3: one thing, 7.0: another}
      cast:
        - node: m
        - {node: s, master: m, config: {repl-backlog-size: 16kb, save: ""}}
      steps:
        - say: {4.0.3: old, otherwise: new}
        - do: SET a 1
          on: m
          reply: OK
        - act: cut s
        - wait-until: {link of s: down}
        - predict: What is it?
          choices: [1, 2]
          of: key a on s
        - point-at: backlog
        - expect:
            key a on s: {4.0.3: 1, 7.0: 2}
            offsets of m s: equal
      """;

  private static Exhibit read(String text) throws ExhibitFault {
    return ExhibitReader.read("exhibits/demo.yaml", text);
  }

  @Test
  void anExhibitIsRead() throws ExhibitFault {
    Exhibit exhibit = read(GOOD);
    assertThat(exhibit.story()).containsExactly("First paragraph goes on.", "Second.");
    assertThat(exhibit.group()).isEqualTo(Group.SCRIPTS);
    assertThat(exhibit.teaches()).isEqualTo("One more.");
    assertThat(exhibit.eras())
        .containsExactly(Map.entry("4.0.3", "one thing"), Map.entry("7.0", "another"));
    assertThat(exhibit.defaultEra()).isEqualTo("4.0.3");
    assertThat(exhibit.pair()).containsExactly("4.0.3", "7.0");
    assertThat(exhibit.cast())
        .containsExactly(
            new Role("m", "", ""), new Role("s", "m", "repl-backlog-size 16kb\nsave \"\"\n"));
    assertThat(exhibit.steps()).extracting(Step::line).containsExactly(18, 19, 22, 23, 24, 27, 28);
    assertThat(exhibit.steps().get(2)).isEqualTo(new Step.Act(22, new Action.Cut("s")));
    assertThat(exhibit.steps().getFirst().words("4.0.3")).isEqualTo("old");
    assertThat(exhibit.steps().getFirst().words("7.0")).isEqualTo("new");
    assertThat(exhibit.steps().getLast().words("7.0"))
        .isEqualTo("key a on s is 2, offsets of m s is equal");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "title: A title | titel: A title | 1: 'title' is missing",
        "title: A title | title: A title\\nsubtitle: B | 3: unknown 'subtitle' in the exhibit",
        "title: A title | title: A title\\ntitle: B | 3: 'title' stands here twice",
        "title: A title | title: [ | not YAML",
        "cast: | pair: [7.0, 7.0]\\ncast: | 14: 'pair' must be two of this exhibit's eras: 4.0.3,",
        "cast: | pair: [7.0, 5.0]\\ncast: | 14: 'pair' must be two of this exhibit's eras: 4.0.3,",
        "on: m | on: m\\n"
            + "    answer: later | 21: 'answer' can only be 'later', and then there is no",
        "act: cut s | pass: a while | 22: 'a while' is no length of time; expected, say, 300 ms",
        "act: cut s | act: add-replica s\\n"
            + "  - act: cut n4 | 23: no node 'n4' in the cast; there are",
        "choices: [1, 2] | choices: [2] | one choice is none; expected two or more",
        "wait-until: {link of s: down} | wait-until: {} | 23: 'wait-until' names no figure",
        "offsets of m s: equal | log 'x' of m: perhaps | cannot be 'perhaps'; allowed: yes, no",
        "offsets of m s: equal | replids of m x: equal | no node 'x' in the cast; there are m, s",
        "group: scripts | group: poems | 4: no group 'poems'; groups are restart, scripts,",
        "group: scripts | kind: scripts | 1: 'group' is missing",
        "teaches: One\\n  more. | teaches: | 5: 'teaches' is empty",
        "id: demo | id: other | 1: id 'other'; expected the name of the file, 'demo'",
        "7.0: another | 7.5: another | 13: unknown era '7.5'; known are 4.0.1, 4.0.2",
        "master: m | master: x | 16: master 'x' of 's' does not stand above it in the cast",
        "node: s | node: m | 16: node 'm' is in the cast already",
        "node: s | nod: s | 16: 'node' is missing",
        "act: cut s | act: trim s | 22: no action 'trim s'; actions are add-replica NODE,",
        "act: cut s | act: cut x | 22: no node 'x' in the cast; there are m, s",
        "act: cut s | wait: cut s | 22: no verb among wait; expected one of say, do, act",
        "act: cut s | {act: cut s, say: x} | 22: two verbs in one step: 'act' and 'say'",
        "act: cut s | {act: cut s, on: m} | 22: unknown 'on' in a step that says 'act'",
        "on: m | on: x | 20: no node 'x' in the cast; there are m, s",
        "link of s: down | link to s: down | 23: no figure 'link to s'; figures are key KEY on"
            + " NODE",
        "link of s: down | link of s: broken | 'link of s' cannot be 'broken'; allowed: up, down",
        "of: key a on s | of: key b on s | 24: no later step expects 'key b on s'",
        "choices: [1, 2] | choices: [1, 3] | 24: in era 7.0 the answer is '2', which is not among",
        "point-at: backlog | point-at: moon | 27: nothing is called 'moon'; there are the nodes m,"
            + " s",
        "{4.0.3: 1, 7.0: 2} | {4.0.3: 1} | 'key a on s' says nothing for 7.0; or add 'otherwise'",
        "{4.0.3: 1, 7.0: 2} | {5.0: 1, otherwise: 2} | era '5.0' is none of this exhibit's: 4.0.3,"
            + " 7.0"
      })
  void whatAnExhibitCannotSayIsRefusedWithItsPlace(String good, String bad, String message) {
    String found = good.replace("\\n", "\n");
    assertThat(GOOD).contains(found);
    assertThatThrownBy(() -> read(GOOD.replace(found, bad.replace("\\n", "\n"))))
        .isInstanceOf(ExhibitFault.class)
        .hasMessageStartingWith("exhibits/demo.yaml:")
        .hasMessageContaining(message);
  }

  @Test
  void everyActionHasItsWords() {
    int[] found = {0};
    for (Class<?> kind : Action.class.getPermittedSubclasses()) {
      String verb =
          kind.getSimpleName()
              .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
              .toLowerCase(java.util.Locale.ROOT);
      String words =
          verb
              + switch (verb) {
                case "reattach" -> " s m";
                case "stall" -> " s 60";
                case "advance-clock" -> " s 90 s";
                default -> " s";
              };
      Action action = ActionWords.parse(words);
      assertThat(action).as(words).isInstanceOf(kind);
      assertThat(action == null ? "" : action.words()).isEqualTo(words);
      found[0]++;
    }
    assertThat(found[0]).isGreaterThan(10);
  }

  @Test
  void everyFigureIsNamedAsItIsRead() {
    String sha = "ae3477e27be955de7e1bc9adfdca626b478d3cb2";
    for (String words :
        List.of(
            "key x on m",
            "key x in db 5 on m",
            "keys on m",
            "replids of m s",
            "replid2 of s",
            "log 'lack of backlog' of m",
            "keys in db 5 on m",
            "script " + sha + " on m",
            "script " + sha + " believed by m",
            "offset of m",
            "offsets of m s",
            "data of m s w",
            "info sync_full on m",
            "stream db of m",
            "link db of s",
            "link of s",
            "run of s",
            "refusal of s")) {
      Figure figure = FigureWords.parse(words);
      assertThat(figure == null ? "" : figure.words()).isEqualTo(words);
    }
  }
}
