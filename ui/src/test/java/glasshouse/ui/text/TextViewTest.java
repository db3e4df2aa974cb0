package glasshouse.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.view.ClusterView;
import glasshouse.ui.fake.FakeCluster;
import glasshouse.ui.fake.Situations;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextViewTest {
  private static String text(ClusterView view) {
    return String.join("\n", TextView.of(view)) + "\n";
  }

  @Test
  void saysThatThereIsNothingYet() {
    assertThat(text(ClusterView.EMPTY)).isEqualTo("-- no nodes yet\n");
  }

  @Test
  void showsThreeNodesInSync() {
    assertThat(text(Situations.inSync().view()))
        .isEqualTo(
            """
            OK all in sync at offset 1,284

            node  role     state      port  replid    offset  behind    ack  db   keys  scripts  digest    era
            n1    master   running    7001  8f3a12bc   1,284       -      -   3  1,205        1  9d0e11aa  7.0
              n2  replica  connected  7002  8f3a12bc   1,284       0  0.3 s   3  1,205        1  9d0e11aa  7.0
              n3  replica  connected  7003  8f3a12bc   1,284       0  0.3 s   3  1,205        1  9d0e11aa  7.0
            """);
  }

  @Test
  void namesEachTroubleUnderTheTable() {
    assertThat(text(Situations.troubled().view()))
        .isEqualTo(
            """
            !! 5 things to look at

            node  role     state      port  replid        offset   behind     ack  db   keys  scripts  digest    era
            n1    master   running    7001  8f3a12bc  48,213,904        -       -   3  1,205        1  9d0e11aa  7.0
              n2  replica  cut        7002  8f3a12bc  47,801,001  412,903       -   3  1,205        1  9d0e11aa  7.0
              n3  replica  frozen     7003  8f3a12bc  48,123,792   90,112  12.3 s   3  1,205        1  9d0e11aa  7.0
              n4  replica  connected  7004  8f3a12bc  48,213,904        0   0.3 s   0  1,205        1  9d0e11aa  7.0
              n5  replica  dead       7005  8f3a12bc  46,213,904        ?       -   3  1,205        1  9d0e11aa  7.0

            !! n4 selected db differs: the next write of n1 belongs to db 3, n4 would apply it in db 0
            !! n5 dead: port 7005 does not answer
            !! n5 full resync needed: stands at 46,213,904, the backlog of n1 begins at 47,165,329
             ! n3 frozen: port 7003 is open and silent
             ! n2 cut: link to n1 is held cut
            """);
  }

  @Test
  void showsReplicaAheadAsNegative() {
    assertThat(text(Situations.ahead().view()))
        .contains("48,213,931        -27")
        .contains("!! n2 ahead of master: 27 bytes more than n1 has put into the stream");
  }

  @Test
  void indentsChains() {
    assertThat(TextView.of(Situations.twelve().view()))
        .filteredOn(line -> line.contains("replica  "))
        .extracting(line -> line.substring(0, 12))
        .containsExactly(
            "  berlin-rea",
            "    n5      ",
            "      n8    ",
            "        n11 ",
            "      n9    ",
            "    hamburg-",
            "  n3        ",
            "    n7      ",
            "      n10   ",
            "        n12 ",
            "  n4        ");
  }

  @Test
  void hasNoBlanksAtTheEndsOfLines() {
    assertThat(TextView.of(Situations.twelve().view()))
        .allSatisfy(line -> assertThat(line).isEqualTo(line.stripTrailing()));
  }

  @Test
  void refreshesTerminalInPlace() {
    FakeCluster cluster = Situations.inSync();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TextScreen screen = new TextScreen(new PrintStream(out, true, StandardCharsets.UTF_8), true);
    screen.refresh(cluster.view());
    screen.refresh(cluster.view());
    assertThat(taken(out)).startsWith("\u001b[32mOK all in sync").doesNotContain("A\r");
    cluster.node("n2").offset -= 27;
    screen.refresh(cluster.publish().view());
    assertThat(taken(out)).startsWith("\u001b[6A\r>> streaming").endsWith("\u001b[J");
  }

  @Test
  void writesOnlyChangedLinesElsewhere() {
    FakeCluster cluster = Situations.inSync();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TextScreen screen = new TextScreen(new PrintStream(out, true, StandardCharsets.UTF_8), false);
    screen.refresh(cluster.view());
    assertThat(taken(out)).hasLineCount(5).doesNotContain("\u001b");
    cluster.node("n2").cut = true;
    screen.refresh(cluster.publish().view());
    assertThat(taken(out))
        .isEqualTo(
            """
             ! 1 thing to look at
              n2  replica  cut        7002  8f3a12bc   1,284       0  0.3 s   3  1,205        1  9d0e11aa  7.0
             ! n2 cut: link to n1 is held cut
            """);
  }

  private static String taken(ByteArrayOutputStream out) {
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }
}
