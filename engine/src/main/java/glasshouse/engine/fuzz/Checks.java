package glasshouse.engine.fuzz;

import glasshouse.engine.fuzz.check.AReplicaRelaysWhatItApplies;
import glasshouse.engine.fuzz.check.ASecondHistoryHasAnEnd;
import glasshouse.engine.fuzz.check.AtMostOneNodeAcceptsWritesPerHistory;
import glasshouse.engine.fuzz.check.DataNeverChangesAtAnOffsetThatOthersKnow;
import glasshouse.engine.fuzz.check.EqualOffsetsMeanEqualData;
import glasshouse.engine.fuzz.check.EveryReplicaHasTheScriptsThatItsMasterTakesForKnown;
import glasshouse.engine.fuzz.check.EveryReplicaOfAReplicaHasTheScriptsThatTheMasterTakesForKnown;
import glasshouse.engine.fuzz.check.Invariant;
import glasshouse.engine.fuzz.check.NothingIsAppliedInAnotherDatabaseThanTheMasters;
import glasshouse.engine.fuzz.check.NothingIsAppliedTwice;
import glasshouse.engine.fuzz.check.OffsetsNeverGoBackOnANodeWithListeners;
import glasshouse.engine.fuzz.check.Sentence;
import glasshouse.engine.fuzz.check.TheBacklogEndsWhereTheHistoryEnds;
import glasshouse.engine.fuzz.check.Validation;
import glasshouse.engine.fuzz.check.Watched;
import glasshouse.engine.fuzz.check.World;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** All checks of one run. Each is told of once at most. */
final class Checks {
  private final World world;
  private final BiConsumer<String, String> broken;
  private final Set<String> told = new LinkedHashSet<>();
  private final List<Invariant> invariants =
      List.of(
          new TheBacklogEndsWhereTheHistoryEnds(),
          new AReplicaRelaysWhatItApplies(),
          new ASecondHistoryHasAnEnd(),
          new NothingIsAppliedInAnotherDatabaseThanTheMasters(),
          new OffsetsNeverGoBackOnANodeWithListeners(),
          new AtMostOneNodeAcceptsWritesPerHistory());
  private final Invariant lonely = new DataNeverChangesAtAnOffsetThatOthersKnow();
  private final Validation scripts = new EveryReplicaHasTheScriptsThatItsMasterTakesForKnown();
  private final Validation scriptsBelow =
      new EveryReplicaOfAReplicaHasTheScriptsThatTheMasterTakesForKnown();
  private final EqualOffsetsMeanEqualData data = new EqualOffsetsMeanEqualData();
  private final Validation twice = new NothingIsAppliedTwice();

  /** Digests that were seen to differ: nodes are asked for what differs once, as that is events. */
  private final Set<String> differences = new LinkedHashSet<>();

  /** Checks of {@code world}; {@code broken} gets the sentence and how it is broken. */
  Checks(World world, BiConsumer<String, String> broken) {
    this.world = world;
    this.broken = broken;
  }

  /** After an event of a node. */
  void stepped(Watched node) {
    for (Invariant invariant : invariants) {
      check(invariant, node);
    }
  }

  private void check(Invariant invariant, Watched node) {
    String how = invariant.broken(world, node);
    if (how != null) {
      tell(Sentence.of(invariant), how);
    }
  }

  /** Compares what nodes have with what they had, and with the master they have it from. */
  void look() {
    world.nodes().forEach(node -> check(lonely, node));
    for (Watched replica : world.nodes()) {
      Watched source = replica.master() ? null : world.source(replica);
      if (source != null && World.level(replica, source)) {
        validate(scripts, replica, source);
        validate(scriptsBelow, replica, source);
        String differs = data.differs(replica, source);
        if (!differs.isEmpty() && differences.add(differs)) {
          validate(data, replica, source);
          validate(twice, replica, source);
        }
      }
    }
  }

  private void validate(Validation validation, Watched replica, Watched source) {
    if (!told.contains(Sentence.of(validation))) {
      String how = validation.broken(world, replica, source);
      if (how != null) {
        tell(Sentence.of(validation), how);
      }
    }
  }

  /** Tells of something that is broken, once. */
  void tell(String sentence, String how) {
    if (told.add(sentence)) {
      broken.accept(sentence, how);
    }
  }
}
