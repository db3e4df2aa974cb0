package glasshouse.ui.action;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.Action;
import glasshouse.ui.fake.FakeCluster;
import glasshouse.ui.fake.Situations;
import glasshouse.ui.model.Topology;
import glasshouse.ui.player.Player;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;

class ActionsTest {
  private static final class Recorder implements Hands {
    final List<String> did = new ArrayList<>();

    @Override
    public void act(Action action) {
      did.add(action.words());
    }

    @Override
    public void refuse(String what, String reason) {
      did.add("refused " + what + ": " + reason);
    }

    @Override
    public void console(String node) {
      did.add("console " + node);
    }

    @Override
    public void palette(String text) {
      did.add("palette '" + text + "'");
    }

    @Override
    public void theme() {
      did.add("theme");
    }

    @Override
    public void motion() {
      did.add("motion");
    }

    @Override
    public void panel(int step) {
      did.add("panel " + step);
    }

    @Override
    public void exhibits() {
      did.add("exhibits");
    }

    @Override
    public Player player() {
      did.add("player");
      return Player.without();
    }

    @Override
    public void lab() {
      did.add("lab");
    }

    @Override
    public void save() {
      did.add("save");
    }

    @Override
    public void copy() {
      did.add("copy");
    }
  }

  @Test
  void everyRowIsNamedOnceHasAnIconAndAKey() {
    assertThat(Actions.all()).extracting(UiAction::id).doesNotHaveDuplicates();
    assertThat(Actions.all()).extracting(UiAction::title).doesNotHaveDuplicates();
    for (UiAction action : Actions.all()) {
      assertThat(Feather.findByDescription(action.icon())).isNotNull();
      assertThat(KeyCombination.valueOf(action.key())).isNotNull();
    }
  }

  @Test
  void twoActionsOnOneKeyAreNeverPossibleTogether() {
    for (FakeCluster cluster :
        List.of(Situations.inSync(), Situations.troubled(), Situations.twelve())) {
      for (Topology.Member member : new Topology(cluster.view()).members()) {
        List<String> possible =
            Actions.all().stream()
                .filter(action -> Actions.refusal(action, member).isEmpty())
                .map(UiAction::key)
                .toList();
        assertThat(possible).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void everyActionOfTheEngineCanBeAskedFor() {
    FakeCluster cluster = Situations.inSync();
    cluster.node("n3").cut = true;
    cluster.add("n4", 7004, "").follow(cluster.node("n1")).run =
        glasshouse.engine.view.NodeView.Run.FROZEN;
    cluster.add("n5", 7005, "").follow(cluster.node("n1")).run =
        glasshouse.engine.view.NodeView.Run.DEAD;
    Topology topology = new Topology(cluster.publish().view());
    Recorder hands = new Recorder();
    Actions.choices(topology, topology.member("n2"), hands).stream()
        .filter(choice -> choice.refusal().isEmpty())
        .forEach(choice -> choice.run().run());
    TreeSet<String> verbs = new TreeSet<>();
    hands.did.forEach(did -> verbs.add(did.replaceFirst(" .*", "")));
    assertThat(verbs)
        .contains(
            "add-replica",
            "reattach",
            "promote",
            "stop",
            "kill",
            "start",
            "restart",
            "kill-and-start",
            "freeze",
            "thaw",
            "cut",
            "heal",
            "fail-over",
            "force-fail-over",
            "console",
            "theme",
            "motion",
            "palette",
            "panel",
            "exhibits",
            "player",
            "copy")
        .doesNotContain("refused");
  }

  @Test
  void whatConcernsTheSelectedNodeComesFirst() {
    Topology topology = new Topology(Situations.inSync().view());
    List<Actions.Choice> choices = Actions.choices(topology, topology.member("n3"), new Recorder());
    assertThat(choices.getFirst().words()).isEqualTo("Add a replica to n3");
    assertThat(choices)
        .extracting(Actions.Choice::words)
        .contains("Re-attach n3 under n2", "Fail over n2", "Console n1");
  }

  @Test
  void anImpossibleActionIsRefusedWithItsReason() {
    Topology topology = new Topology(Situations.inSync().view());
    Recorder hands = new Recorder();
    Actions.run(Actions.of("thaw"), topology.member("n2"), hands);
    Actions.run(Actions.of("promote"), topology.member("n1"), hands);
    Actions.run(Actions.of("restart"), null, hands);
    assertThat(hands.did)
        .containsExactly(
            "refused Thaw: n2 is running",
            "refused Promote: n1 has no master",
            "refused Restart: there is no node");
  }
}
