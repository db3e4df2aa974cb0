package glasshouse.engine.fuzz;

import glasshouse.engine.fuzz.check.Watched;
import glasshouse.engine.fuzz.check.World;
import glasshouse.engine.fuzz.plan.Act;
import glasshouse.engine.resp.Args;
import glasshouse.engine.sim.SimNode;
import glasshouse.engine.sim.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Carries out the acts of a plan, and ends what lasts. */
final class Faults {
  /** Is told that something that lasted is about to end. */
  interface Ending {
    /** At a node, -1 for all; under a glyph of pictures. */
    void ends(int node, char glyph);
  }

  private final Simulation simulation;
  private final World world;
  private final Operator operator;
  private final Trace trace;
  private final Clients clients = new Clients();
  private final Waits waits;
  private final Ending ending;
  private final Agenda agenda = new Agenda();

  Faults(
      Simulation simulation,
      World world,
      Operator operator,
      Waits waits,
      Trace trace,
      Ending ending) {
    this.simulation = simulation;
    this.waits = waits;
    this.world = world;
    this.operator = operator;
    this.trace = trace;
    this.ending = ending;
  }

  Agenda agenda() {
    return agenda;
  }

  Operator operator() {
    return operator;
  }

  private SimNode node(int index) {
    return world.nodes().get(index).sim();
  }

  private void later(long millis, int node, char glyph, Runnable task) {
    agenda.add(
        simulation.now() + millis,
        () -> {
          ending.ends(node, glyph);
          trace.act(node, glyph);
          task.run();
        });
  }

  /** Does it now. */
  void carryOut(Act act) {
    trace.act(
        act instanceof Act.Fault fault ? fault.node() : operator.master().index(), Glyph.of(act));
    switch (act) {
      case Act.Say(long _, int client, int node, List<Args> commands) ->
          clients.send(client, node < 0 ? operator.master().sim() : node(node), commands);
      case Act.WriteAndWait wait -> waits.send(wait, operator.master());
      case Act.Cut(long _, int node, long millis) -> {
        node(node).cut(true);
        later(millis, node, 'h', () -> node(node).cut(false));
      }
      case Act.Refuse(long _, int node, long millis) -> {
        node(node).refuse(true);
        later(millis, node, 'h', () -> node(node).refuse(false));
      }
      case Act.Delay(long _, int node, long delay, long millis) -> {
        node(node).delay(delay);
        later(millis, node, 'h', () -> node(node).delay(0));
      }
      case Act.Stall(long _, int node, long bytes, long millis) -> {
        node(node).stall(bytes);
        later(millis, node, 'h', () -> node(node).release());
      }
      case Act.Fragment(long _, int size, long millis) -> {
        simulation.piecesOf(size);
        later(millis, -1, 'h', () -> simulation.piecesOf(Integer.MAX_VALUE));
      }
      case Act.Skew(long _, int node, long millis) -> node(node).skew(millis);
      case Act.SlowDisk(long _, int node, long delay, long millis) -> {
        node(node).diskDelay(delay);
        later(millis, node, 'h', () -> node(node).diskDelay(0));
      }
      case Act.Promote(long _, int node, boolean rewire) -> operator.promote(node, rewire);
      case Act.FailOver(long _, int node) -> operator.failOver(node);
      case Act.Follow(long _, int node, int target) -> operator.follow(node, target);
      case Act.Kill _, Act.PowerCut _, Act.Restart _, Act.RestartAlone _, Act.Freeze _ -> halt(act);
    }
  }

  /** What makes a node stand still or end. */
  private void halt(Act act) {
    switch (act) {
      case Act.Kill(long _, int node, long millis) -> {
        node(node).kill();
        world.ended(node);
        startLater(node, millis);
      }
      case Act.PowerCut(long _, int node, long millis) -> {
        node(node).powerCut();
        world.ended(node);
        startLater(node, millis);
      }
      case Act.Restart(long _, int node, long millis) -> stop(node, millis, false);
      case Act.RestartAlone(long _, int node, long millis) -> stop(node, millis, true);
      case Act.Freeze(long _, int node, long millis) -> {
        node(node).freeze();
        later(millis, node, 'h', () -> node(node).thaw());
      }
      default -> throw new IllegalArgumentException(act.words());
    }
  }

  private void stop(int node, long millis, boolean alone) {
    if (node(node).running()) {
      Operator.order(node(node), "SHUTDOWN", "SAVE");
      if (alone) {
        later(millis, node, 'S', () -> startAlone(node));
      } else {
        startLater(node, millis);
      }
    }
  }

  private void startAlone(int node) {
    if (!node(node).running()) {
      node(node).follow("", 0);
      start(node);
    }
  }

  private void startLater(int node, long millis) {
    later(millis, node, 'S', () -> start(node));
  }

  private void start(int node) {
    if (!node(node).running()) {
      world.ended(node);
      try {
        node(node).start();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  /** Everything that goes wrong ends, and nobody sends anything any more. */
  void heal() {
    while (agenda.next() != Long.MAX_VALUE) {
      agenda.doNext();
    }
    simulation.piecesOf(Integer.MAX_VALUE);
    for (Watched node : world.nodes()) {
      SimNode sim = node.sim();
      sim.cut(false);
      sim.refuse(false);
      sim.delay(0);
      sim.diskDelay(0);
      if (sim.frozen()) {
        sim.thaw();
      }
      sim.release();
      start(node.index());
      clients.leave(sim);
    }
    operator.settle();
  }

  /** Sees to it that all nodes run and follow the master. */
  void settle() {
    world.nodes().forEach(node -> start(node.index()));
    operator.settle();
  }
}
