package glasshouse.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.view.SlowScriptView;
import glasshouse.ui.fake.FakeCluster;
import glasshouse.ui.fake.FakeNode;
import glasshouse.ui.fake.Situations;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTableTest {
  private static List<ScriptTable.Entry> table(FakeCluster cluster) {
    return ScriptTable.of(new Topology(cluster.publish().view()));
  }

  @Test
  void eachScriptStandsOnceWithTheNodesThatHaveIt() {
    FakeCluster cluster = Situations.scriptLost();
    ScriptTable.Entry lost = table(cluster).getFirst();
    assertThat(lost.on()).contains("n1").doesNotContain("n2");
    assertThat(lost.missing()).containsExactly("n2");
    assertThat(lost.holding()).isEmpty();
  }

  @Test
  void theScriptThatHoldsANodeIsNamedAndNoOther() {
    FakeCluster cluster = Situations.slowScript();
    FakeNode n1 = cluster.node("n1");
    List<ScriptTable.Entry> entries = table(cluster);
    assertThat(entries.getFirst().holding()).containsExactly("n1");
    assertThat(entries.stream().skip(1)).allMatch(entry -> entry.holding().isEmpty());
    n1.slowScript = new SlowScriptView("a function", true, false, 100);
    assertThat(table(cluster)).allMatch(entry -> entry.holding().isEmpty());
    n1.slowScript = null;
    assertThat(table(cluster)).allMatch(entry -> entry.holding().isEmpty());
  }
}
