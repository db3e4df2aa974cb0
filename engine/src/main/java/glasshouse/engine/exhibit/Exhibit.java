package glasshouse.engine.exhibit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exhibit: who takes part, what is done, what is said, and what must come out.
 *
 * @param id the word of command lines; the name of its file
 * @param title what it is called
 * @param group the room of the hall it hangs in
 * @param about one sentence for lists; it does not give the outcome away
 * @param teaches one sentence: what one knows afterwards
 * @param story what to know before, in paragraphs; words between back-quotes are code
 * @param why what was behind it, in paragraphs; told when the run is over
 * @param sources where that is known from; may be empty
 * @param cast the nodes, masters before their replicas
 * @param start the seed that brings the cluster to where the steps begin; null for one that begins
 *     in peace
 * @param lab the lab it is played in, as its catalogue calls it; empty for one about nodes, and
 *     otherwise the cast is
 * @param eras the releases it is played in, the default first, each with what to expect in a
 *     sentence
 * @param pair two of the eras to be seen side by side, what fails first; empty when there is one
 * @param steps what happens, in order
 */
public record Exhibit(
    String id,
    String title,
    Group group,
    String about,
    String teaches,
    List<String> story,
    List<String> why,
    List<String> sources,
    List<Role> cast,
    @Nullable SeedStart start,
    String lab,
    Map<String, String> eras,
    List<String> pair,
    List<Step> steps) {

  /** What stands for an era where there are no nodes to have one. */
  public static final String LAB = "lab";

  /** Whether it is played in a lab, and not by nodes. */
  public boolean inLab() {
    return !lab.isEmpty();
  }

  /** Whether it is a run of the fuzzer, stepped through. */
  public boolean ofFuzzer() {
    return steps.getFirst() instanceof Step.Replay;
  }

  /**
   * Why it is not played on real ports, in words that can follow its name; empty when it is. A lab
   * has no ports: what it does is always real.
   */
  public String onlySimulated() {
    if (ofFuzzer()) {
      return "its steps lead to events of a seed, and events are counted only in the simulator";
    }
    return start == null ? "" : LiveSeed.obstacle(start);
  }

  /** The era it is played in when nobody says otherwise. */
  public String defaultEra() {
    return eras.keySet().iterator().next();
  }

  /** The role of a node. */
  public boolean plays(String node) {
    return cast.stream().anyMatch(role -> role.node().equals(node));
  }
}
