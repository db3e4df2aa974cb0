package glasshouse.engine.exhibit;

import glasshouse.engine.CacheLab;
import glasshouse.engine.Outcome;
import glasshouse.engine.view.LabView;
import glasshouse.engine.view.LabView.LabThread;
import java.util.concurrent.CompletableFuture;

/** A lab that plays an exhibit. Its threads are real, and so is its time. */
record LabCompany(CacheLab lab) implements Company {
  private static final long ACT_MILLIS = 10_000;

  @Override
  public Pace pace() {
    return Pace.REAL;
  }

  @Override
  public boolean stands() {
    return true;
  }

  @Override
  public boolean atRest() throws InterruptedException {
    // Twice: a thread can be between two waits, and look as if it had come to rest.
    boolean before = still(lab.look());
    pace().look();
    return before && still(lab.look());
  }

  private static boolean still(LabView view) {
    return view.threads().stream().allMatch(LabCompany::still);
  }

  private static boolean still(LabThread thread) {
    return switch (thread.state()) {
      case WAITING, STUCK, LINGERING, DONE, FAILED -> true;
      case RUNNING -> Thread.State.valueOf(thread.jvmState()) == Thread.State.BLOCKED;
    };
  }

  @Override
  public Eyes.Seen see(Figure figure) {
    return LabFigures.see(lab.look(), figure.words());
  }

  @Override
  public Result play(Step step, String era) throws InterruptedException {
    if (!(step instanceof Step.InLab(int _, var action))) {
      throw new IllegalArgumentException("a lab has no nodes");
    }
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    lab.act(action, outcome::complete);
    return Company.outcome(pace(), outcome, ACT_MILLIS);
  }

  @Override
  public void close() {
    // The lab belongs to the listener.
  }
}
