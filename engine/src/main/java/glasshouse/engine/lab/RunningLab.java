package glasshouse.engine.lab;

import glasshouse.engine.CacheLab;
import glasshouse.engine.LabAction;
import glasshouse.engine.Outcome;
import glasshouse.engine.view.ClaimView;
import glasshouse.engine.view.LabView;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A lab that runs: a program in one of its variants, a hand that acts, and an eye. */
public final class RunningLab implements CacheLab {
  private static final long LOOK_MILLIS = 50;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("EEE HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Program program;
  private final Peephole peephole = new Peephole();
  private final ExecutorService hand =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("lab-hand").factory());
  private final CountDownLatch ended = new CountDownLatch(1);

  private volatile Run run;
  private volatile LabView view;

  /** Guarded by the peephole. */
  private boolean closed;

  private RunningLab(Program program, Run run) {
    this.program = program;
    this.run = run;
    view = Portrait.of(run, peephole.look(run.file(), run.snapshots));
    Thread.ofPlatform().daemon().name("lab-eye").start(this::lookAgain);
  }

  private void lookAgain() {
    try {
      while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        view = look();
      }
    } catch (InterruptedException _) {
      // Nobody of the lab does that: the view stays as it is.
    }
  }

  /**
   * Opens a lab.
   *
   * @throws IllegalArgumentException when there is no such program
   * @throws IOException when its files cannot be made
   */
  public static CacheLab open(String id) throws IOException {
    Program program = Programs.named(id);
    return new RunningLab(program, new Run(program, program.card().variants().getFirst().word()));
  }

  @Override
  public LabView view() {
    return view;
  }

  @Override
  public LabView look() {
    Run now = run;
    // One at a time: the files it keeps open are no more than one thread's.
    synchronized (peephole) {
      if (closed) {
        return view;
      }
      return Portrait.of(now, peephole.look(now.file(), now.snapshots));
    }
  }

  @Override
  public void act(LabAction action, Consumer<Outcome> done) {
    try {
      hand.execute(() -> done.accept(outcome(action)));
    } catch (RejectedExecutionException _) {
      done.accept(new Outcome.Refused("the lab is closed"));
    }
  }

  private Outcome outcome(LabAction action) {
    try {
      return carryOut(action);
    } catch (IOException | RuntimeException failure) {
      return new Outcome.Refused(String.valueOf(failure.getMessage()));
    }
  }

  private Outcome carryOut(LabAction action) throws IOException {
    return switch (action) {
      case LabAction.Request(String what) ->
          new Outcome.Done(run.request(what).name + " begins: " + what);
      case LabAction.Advance(long millis) -> advance(millis);
      case LabAction.Interrupt(String thread) ->
          onThread(action, thread, w -> w.thread.interrupt());
      case LabAction.TimeOut(String thread) -> timeOut(action, thread);
      case LabAction.Release(String thread) -> release(thread);
      case LabAction.Close(String handle) ->
          run.close(handle)
              ? new Outcome.Done(handle + " is being closed")
              : new Outcome.Refused("nothing open is called " + handle);
      case LabAction.Choose(String variant) -> choose(variant);
    };
  }

  private Outcome advance(long millis) {
    if (millis <= 0) {
      return new Outcome.Refused("the clock goes only forward");
    }
    run.clock.advance(millis);
    String time = CLOCK.format(Instant.ofEpochMilli(run.clock.now()));
    run.log.add("", "the clock was moved: " + time);
    return new Outcome.Done("the lab's clock stands at " + time);
  }

  private Outcome onThread(LabAction action, String thread, Consumer<Worker> act) {
    Worker worker = run.worker(thread);
    if (worker == null || worker.done()) {
      return new Outcome.Refused("no thread that runs is called " + thread);
    }
    run.log.add("", action.words());
    act.accept(worker);
    return new Outcome.Done(action.consequence());
  }

  private Outcome timeOut(LabAction action, String thread) {
    for (ClaimView wait : run.registry.waiting()) {
      if (wait.thread().name().equals(thread) && run.registry.timeOut(wait.id())) {
        run.log.add("", action.words());
        return new Outcome.Done(action.consequence());
      }
    }
    return new Outcome.Refused("no thread that waits for a lock is called " + thread);
  }

  private Outcome release(String thread) {
    Worker worker = run.worker(thread);
    if (worker == null || !worker.release()) {
      return new Outcome.Refused("no thread that lingers is called " + thread);
    }
    run.log.add("", "release " + thread);
    return new Outcome.Done(thread + " goes on");
  }

  private Outcome choose(String variant) throws IOException {
    if (program.card().variants().stream().noneMatch(choice -> choice.word().equals(variant))) {
      return new Outcome.Refused(
          "%s has no variant %s; there are %s"
              .formatted(
                  program.card().id(),
                  variant,
                  String.join(
                      ", ",
                      program.card().variants().stream().map(LabView.Choice::word).toList())));
    }
    Run next = new Run(program, variant);
    Run old = run;
    run = next;
    view = look();
    old.close();
    return new Outcome.Done("begun anew, " + variant);
  }

  @Override
  public void close() {
    hand.close();
    ended.countDown();
    try {
      run.close();
    } finally {
      synchronized (peephole) {
        closed = true;
        peephole.close();
      }
    }
  }
}
