package glasshouse.engine.exhibit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glasshouse.engine.Action;
import glasshouse.engine.Cluster;
import glasshouse.engine.Console;
import glasshouse.engine.Outcome;
import glasshouse.engine.exhibit.Progress.Ending;
import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.LinkView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
  private static final Label LABEL = new Label("by-hand", "By hand", "What I saw.");
  private static final List<Role> CAST =
      List.of(new Role("m", "", ""), new Role("s", "m", "repl-backlog-size 16kb\n"));

  @TempDir Path directory;
  private final List<Cluster> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Cluster::close);
  }

  /** A person at a recorded cluster. */
  private final class Person {
    private final Pace pace;
    private final Recorder recorder;
    private final Console m;

    Person(Stage stage, String era) throws IOException, InterruptedException {
      Scene scene = stage.open(CAST, era);
      pace = scene.pace();
      recorder = new Recorder(scene, era, CAST);
      open.add(recorder);
      link(true);
      m = recorder.console("m");
    }

    void link(boolean up) throws InterruptedException {
      for (int i = 0; i < 2000; i++) {
        List<LinkView> links = recorder.view().links();
        if (!links.isEmpty() && links.getFirst().up() == up) {
          return;
        }
        pace.look();
      }
      throw new AssertionError("the link of s is not " + (up ? "up" : "down"));
    }

    void act(Action action) throws InterruptedException, TimeoutException {
      CompletableFuture<Outcome> outcome = new CompletableFuture<>();
      recorder.act(action, outcome::complete);
      pace.await(outcome, 10_000);
    }

    String type(String line) throws InterruptedException, TimeoutException {
      return answer(m, line);
    }

    void at(String node, String line) throws InterruptedException, TimeoutException {
      assertThat(answer(recorder.console(node), line)).isEqualTo("OK");
    }

    private String answer(Console console, String line)
        throws InterruptedException, TimeoutException {
      CompletableFuture<Console.Reply> reply = new CompletableFuture<>();
      console.send(line, reply::complete);
      return pace.await(reply, 10_000).text();
    }

    /** Waits until a node is a master, and every link is up. */
    void master(String node) throws InterruptedException {
      for (int i = 0; i < 2000; i++) {
        ClusterView view = recorder.view();
        boolean is =
            view.nodes().stream().anyMatch(n -> n.name().equals(node) && n.replication().master());
        if (is && view.links().stream().allMatch(LinkView::up) && view.links().size() == 1) {
          return;
        }
        pace.look();
      }
      throw new AssertionError(node + " is no master");
    }

    /** Selects a database, restarts the replica, and counts once more: 4.0.1 gets it wrong. */
    Exhibit restarts() throws InterruptedException, TimeoutException {
      type("SELECT 5");
      type("INCR ctr");
      assertThat(type("GEET ctr")).startsWith("(error)");
      act(new Action.Heal("s"));
      act(new Action.Restart("s"));
      link(true);
      pace.pass(600);
      type("INCR ctr");
      type("SET k \"two  words\"");
      return recorder.exhibit(LABEL);
    }
  }

  private static Ending play(Exhibit exhibit, String era, Stage stage) throws InterruptedException {
    CompletableFuture<Ending> ending = new CompletableFuture<>();
    List<Cluster> clusters = new ArrayList<>();
    try (Director director =
        new Director(
            exhibit,
            era,
            stage,
            Manner.ALONE,
            progress -> {
              switch (progress) {
                case Progress.Opened(Scene scene) -> clusters.add(scene.cluster());
                case Progress.Finished(Ending how) -> ending.complete(how);
                case Progress.LabOpened _,
                    Progress.Began _,
                    Progress.Ended _,
                    Progress.Asked _,
                    Progress.Judged _ -> {}
              }
            })) {
      director.play();
      director.join();
    } finally {
      clusters.forEach(Cluster::close);
    }
    return ending.join();
  }

  private void replays(Exhibit made, String era) throws ExhibitFault, InterruptedException {
    Exhibit read = ExhibitReader.read("by-hand.yaml", ExhibitWriter.write(made));
    assertThat(play(read, era, new SimStage())).isEqualTo(new Ending.Held());
    assertThat(play(read, era, new LiveStage(directory))).isEqualTo(new Ending.Held());
  }

  @Test
  void whatWasDoneByHandInTheSimulatorReplaysThereAndLive() throws Exception {
    Exhibit made = new Person(new SimStage(), "4.0.1").restarts();
    assertThat(ExhibitWriter.write(made))
        .isEqualTo(
            """
            id: by-hand
            title: By hand
            group: own
            about: What I saw.
            teaches: What I saw.
            story: What I saw.
            why: "It was done by hand, and this is what came of it."
            eras:
              4.0.1: It comes out as it did by hand.
            cast:
              - node: m
              - node: s
                master: m
                config:
                  repl-backlog-size: 16kb
            steps:
              - do: SELECT 5
                on: m
                reply: OK
              - do: INCR ctr
                on: m
                reply: (integer) 1
              - do: GEET ctr
                on: m
                reply: "(error) ERR unknown command `GEET`, with args beginning with: `ctr`,"
              - act: restart s
              - wait-until:
                  run of m: running
                  link of s: up
              - pass: 600 ms
              - do: INCR ctr
                on: m
                reply: (integer) 2
              - do: SET k "two  words"
                on: m
                reply: OK
              - expect:
                  link of s: up
                  offset of m: 106
                  offset of s: 46
                  data of m s: different
                  keys on m: 0
                  keys on s: 2
                  key ctr on m: (nil)
                  key ctr on s: 1
                  key k on m: (nil)
                  key k on s: two  words
                  keys in db 5 on m: 2
                  keys in db 5 on s: 1
                  key ctr in db 5 on m: 2
                  key ctr in db 5 on s: 1
                  key k in db 5 on m: two  words
                  key k in db 5 on s: (nil)
            """);
    replays(made, "4.0.1");
  }

  @Test
  void whatWasDoneByHandOnLiveNodesReplaysThereAndInTheSimulator() throws Exception {
    Exhibit made = new Person(new LiveStage(directory), "7.0").restarts();
    assertThat(made.steps().getLast().words("7.0"))
        .contains("data of m s is equal", "keys in db 5 on s is 2", "key ctr in db 5 on s is 2");
    replays(made, "7.0");
  }

  @Test
  void whatIsDoneAfterSomeStepsOfAnExhibitFollowsThem() throws Exception {
    Person person = new Person(new SimStage(), "7.0");
    person.type("INCR ctr");
    Exhibit first = person.recorder.exhibit(LABEL);
    Scene scene = new SimStage().open(first.cast(), "7.0");
    Recorder after = new Recorder(scene, "7.0", first, 1);
    open.add(after);
    assertThatThrownBy(() -> after.exhibit(LABEL)).hasMessage("nothing was done yet");
    after.act(new Action.AddReplica("s"), _ -> {});
    scene.pace().pass(3000);
    after.act(new Action.Promote("n3"), _ -> {});
    Exhibit more = after.exhibit(LABEL);
    assertThat(more.steps())
        .extracting(step -> step.verb() + " " + step.words("7.0"))
        .startsWith(
            "do m> INCR ctr",
            "act add-replica s",
            "wait-until run of m is running, link of s is up, link of n3 is up");
    assertThat(
            play(
                ExhibitReader.read("by-hand.yaml", ExhibitWriter.write(more)),
                "7.0",
                new SimStage()))
        .isEqualTo(new Ending.Held());
  }

  /** A FAILOVER is answered before it is done, and a node that is promoted ran before. */
  @Test
  void aPromotionIsWaitedForByTheRoleThatChanges() throws Exception {
    Person person = new Person(new SimStage(), "7.0");
    person.type("SET a 1");
    person.act(new Action.FailOver("s"));
    person.master("s");
    person.at("s", "SET b 1");
    person.pace.pass(2000);
    person.act(new Action.Promote("m"));
    person.at("m", "SET c 1");
    Exhibit made = person.recorder.exhibit(LABEL);

    assertThat(made.steps())
        .extracting(step -> step.verb() + " " + step.words("7.0"))
        .startsWith(
            "do m> SET a 1",
            "act fail-over s",
            "wait-until info role on m is slave, info role on s is master, link of m is up",
            "pass 1 s",
            "do s> SET b 1",
            "pass 2 s",
            "act promote m",
            "wait-until info role on m is master, run of s is running",
            "do m> SET c 1");
    replays(made, "7.0");
  }

  @Test
  void aLabelIsRefusedThatNoFileCanHave() {
    assertThatThrownBy(() -> new Label("By hand", "By hand", "What I saw."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("small letters");
  }
}
