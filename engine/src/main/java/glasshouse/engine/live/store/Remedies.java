package glasshouse.engine.live.store;

import glasshouse.engine.cache.Check;
import glasshouse.engine.cache.StoreFault;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Stacks;
import glasshouse.engine.port.Party;
import glasshouse.engine.view.ClaimView;
import glasshouse.engine.view.RemedyView;
import glasshouse.engine.view.RemedyView.Deed;
import glasshouse.engine.view.RemedyView.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be done by hand about locks that are held and waited for. Each says first what it will
 * mean; after each the file is checked.
 */
public final class Remedies {
  private static final String WRITER = "writer lock";

  private final LockRegistry registry;

  /** Remedies for what this registry knows. */
  public Remedies(LockRegistry registry) {
    this.registry = registry;
  }

  /** What can be done about a claim; empty when it is over, or nothing can. */
  public List<RemedyView> about(long id) {
    ClaimView claim = find(id);
    if (claim == null) {
      return List.of();
    }
    if (!claim.held()) {
      return List.of(
          new RemedyView(
              Deed.TIME_OUT,
              id,
              ("the wait of thread %s for the %s ends with an error, as if its time were over; what"
                      + " it was about to do is not done")
                  .formatted(claim.thread(), claim.words())),
          new RemedyView(
              Deed.INTERRUPT,
              id,
              ("thread %s is interrupted: its wait for the %s ends with an error, and so does each"
                      + " further wait until it looks at that")
                  .formatted(claim.thread(), claim.words())));
    }
    Party party = registry.party(id);
    return party == null
        ? List.of()
        : List.of(new RemedyView(Deed.END_OWNER, id, party.consequence()));
  }

  /**
   * Does it, waits until what was to end has ended, and checks the file.
   *
   * @param withinMillis how long it waits for that
   */
  public Outcome carryOut(RemedyView remedy, long withinMillis) throws InterruptedException {
    ClaimView claim = find(remedy.claim());
    if (claim == null) {
      return new Outcome(false, "that is over already: nothing was done", "", List.of());
    }
    String refusal = carryOut(remedy, claim);
    if (!refusal.isEmpty()) {
      return new Outcome(false, refusal, "", List.of());
    }
    boolean over = registry.awaitEnd(claim.id(), withinMillis);
    String said =
        over
            ? "the %s of %s for the %s has ended"
                .formatted(claim.held() ? "hold" : "wait", claim.owner(), claim.words())
            : "it has not ended within %d ms".formatted(withinMillis);
    return checked(over, said, Path.of(claim.of()));
  }

  /** Why not; empty when it was done. */
  private String carryOut(RemedyView remedy, ClaimView claim) {
    boolean waits =
        switch (remedy.deed()) {
          case INTERRUPT -> registry.interrupt(claim.id());
          case TIME_OUT -> registry.timeOut(claim.id());
          case END_OWNER -> true;
        };
    if (remedy.deed() != Deed.END_OWNER) {
      return waits ? "" : "that wait is over already: nothing was done";
    }
    Party party = registry.party(claim.id());
    if (party == null) {
      return "%s cannot be ended from outside".formatted(claim.owner());
    }
    String refusal = whyNot(claim);
    if (refusal.isEmpty()) {
      party.end();
    }
    return refusal;
  }

  private String whyNot(ClaimView claim) {
    for (ClaimView other : registry.held()) {
      boolean within = claim.kind().equals("file lock") && other.of().equals(claim.of());
      if (within && other.id() != claim.id() && !other.kind().equals("file lock")) {
        return "%s is not over: its store cannot be closed before".formatted(other.owner());
      }
    }
    if (!claim.kind().equals(WRITER) || !claim.thread().alive()) {
      return "";
    }
    boolean elsewhere =
        registry.waiting().stream()
            .anyMatch(
                wait ->
                    wait.thread().id() == claim.thread().id()
                        && !wait.owner().equals(claim.owner()));
    return elsewhere
        ? ""
        : "thread %s may be at work in %s: what it writes cannot be taken from it now"
            .formatted(claim.thread(), claim.owner());
  }

  private static Outcome checked(boolean done, String said, Path file) {
    if (!Files.isRegularFile(file)) {
      return new Outcome(done, said, "", List.of());
    }
    List<String> findings = new ArrayList<>();
    try {
      // Not in the registry that is looked at: a look is no wait of the program's.
      Reading.of(new LockRegistry(Stacks.OFF, _ -> {}), file, Check::of)
          .value()
          .forEach(finding -> findings.add(finding.toString()));
    } catch (StoreFault fault) {
      findings.add(String.valueOf(fault.getMessage()));
    }
    return new Outcome(done, said, file.toString(), findings);
  }

  private @Nullable ClaimView find(long id) {
    List<ClaimView> all = new ArrayList<>(registry.held());
    all.addAll(registry.waiting());
    return all.stream().filter(claim -> claim.id() == id).findFirst().orElse(null);
  }
}
