package glasshouse.engine.fuzz.plan;

import glasshouse.engine.port.RandomSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the plan of a run. The weights are the same for all eras. */
public final class Planner {
  private static final int CLIENTS = 5;
  private static final int COMMANDS = 320;

  /** In so many of a hundred runs somebody does what is known to do harm in every release. */
  private static final int HAZARDOUS = 3;

  /** Makes one fault. */
  private interface Kind {
    Act.Fault at(long at, int node, Dice dice);
  }

  private final Dice dice;
  private final String era;
  private final int nodes;

  private Planner(Dice dice, String era, int nodes) {
    this.dice = dice;
    this.era = era;
    this.nodes = nodes;
  }

  /**
   * The plan that {@code number} decides for a cluster.
   *
   * @param era written into the configuration of the nodes; it decides nothing else
   * @param nodes 2 to 9
   */
  public static Plan plan(String era, int nodes, long number) {
    return new Planner(new Dice(new RandomSource(number)), era, nodes).plan();
  }

  private Plan plan() {
    String config = config();
    List<Integer> above = new ArrayList<>();
    above.add(-1);
    int chained = dice.of(0, 0, 30, 70);
    for (int i = 1; i < nodes; i++) {
      above.add(dice.chance(chained) ? dice.between(0, i - 1) : 0);
    }
    List<Act> acts = new ArrayList<>();
    int length = dice.between(8, 25) * 1000;
    commands(acts, length, dice.fork());
    faults(acts, length, dice.fork());
    acts.sort(Comparator.comparingLong(Act::at));
    return new Plan(config, above, dice.span(200, 6000), acts);
  }

  private String config() {
    StringBuilder lines = new StringBuilder();
    line(lines, "glasshouse-era", era);
    line(lines, "enable-debug-command", "yes");
    line(lines, "repl-diskless-sync-delay", "0");
    line(lines, "repl-diskless-sync", dice.of("yes", "no"));
    line(lines, "repl-ping-replica-period", dice.of("1", "2", "10"));
    line(lines, "repl-timeout", dice.of("3", "60"));
    line(lines, "repl-backlog-size", dice.of("16384", "1048576", "1048576"));
    line(lines, "repl-backlog-ttl", dice.of("1", "3", "3600"));
    line(lines, "save", dice.of("\"\"", "\"1 1\"", "\"5 20\""));
    line(lines, "appendonly", dice.of("no", "no", "no", "yes"));
    return lines.toString();
  }

  private static void line(StringBuilder lines, String name, String value) {
    lines.append(name).append(' ').append(value).append('\n');
  }

  private void commands(List<Act> acts, int length, Dice chance) {
    Workload workload = new Workload(chance);
    int count = 0;
    int elsewhere = chance.of(0, 5, 20);
    int bursts = chance.of(0, 50, 90);
    if (chance.chance(HAZARDOUS)) {
      long when = chance.between(0, length);
      acts.add(new Act.Say(when, 0, chance.between(0, nodes - 1), workload.hazard(chance)));
    }
    long at = 0;
    int id = 0;
    while (count < COMMANDS) {
      at = chance.chance(bursts) ? at : chance.between(0, length);
      if (chance.chance(2)) {
        int replicas = chance.between(1, nodes - 1);
        acts.add(
            new Act.WriteAndWait(
                at, id++, workload.database(chance), replicas, chance.of(50, 500)));
        count += 2;
      } else {
        int node = chance.chance(elsewhere) ? chance.between(0, nodes - 1) : -1;
        Act.Say say = new Act.Say(at, chance.between(0, CLIENTS - 1), node, workload.next(chance));
        acts.add(say);
        count += say.commands().size() - 1;
      }
    }
  }

  private void faults(List<Act> acts, int length, Dice chance) {
    Weighted<Kind> kinds = kinds().some(chance);
    for (int i = chance.between(5, 12); i > 0; i--) {
      acts.add(
          kinds.pick(chance).at(chance.between(0, length), chance.between(0, nodes - 1), chance));
    }
  }

  private Weighted<Kind> kinds() {
    return new Weighted<Kind>()
        .add(8, (at, node, d) -> new Act.Cut(at, node, d.span(10, 8000)))
        .add(2, (at, node, d) -> new Act.Refuse(at, node, d.span(100, 5000)))
        .add(4, (at, node, d) -> new Act.Delay(at, node, d.span(1, 900), d.span(500, 8000)))
        .add(4, (at, node, d) -> new Act.Stall(at, node, d.span(1, 400), d.span(100, 6000)))
        .add(4, (at, _, d) -> new Act.Fragment(at, d.of(1, 2, 3, 7, 16, 50), d.span(500, 8000)))
        .add(5, (at, node, d) -> new Act.Kill(at, node, d.span(10, 3000)))
        .add(2, (at, node, d) -> new Act.PowerCut(at, node, d.span(10, 3000)))
        .add(9, (at, node, d) -> new Act.Restart(at, node, d.span(10, 3000)))
        .add(1, (at, node, d) -> new Act.RestartAlone(at, node, d.span(10, 3000)))
        .add(4, (at, node, d) -> new Act.Freeze(at, node, d.span(100, 6000)))
        .add(2, (at, node, d) -> new Act.Skew(at, node, d.between(-3000, 3000)))
        .add(1, (at, node, d) -> new Act.SlowDisk(at, node, d.span(1, 300), d.span(500, 5000)))
        .add(6, (at, node, d) -> new Act.Promote(at, node, d.chance(60)))
        .add(3, (at, node, _) -> new Act.FailOver(at, node))
        .add(6, (at, node, d) -> new Act.Follow(at, node, d.between(0, nodes - 1)));
  }
}
