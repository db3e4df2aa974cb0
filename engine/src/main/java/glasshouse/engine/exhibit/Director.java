package glasshouse.engine.exhibit;

import glasshouse.engine.CacheLab;
import glasshouse.engine.exhibit.Progress.Ending;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Plays an exhibit on a cluster of its own, on a thread of its own: its methods return at once and
 * may be called from any thread; what happens is told to a listener on the director's thread.
 *
 * <p>A claim is looked at when the cluster has come to rest, that is when each replica whose link
 * is up has applied all that its master has put out, and then again until it holds or patience
 * ends.
 */
public final class Director implements AutoCloseable {
  private static final long STAND_MILLIS = 30_000;
  private static final long WAIT_MILLIS = 30_000;
  private static final long EXPECT_MILLIS = 4_000;

  private final Exhibit exhibit;
  private final String era;
  private final Stage stage;
  private final Manner manner;
  private final Consumer<Progress> listener;
  private final Turns turns = new Turns();
  private final Thread thread;
  private final Map<Integer, Integer> predicted = new LinkedHashMap<>();

  /** What the claims looked at last had as values. */
  private final Map<Figure, String> values = new LinkedHashMap<>();

  private final Map<Integer, Integer> known = new ConcurrentHashMap<>();
  private volatile double speed = 1;

  /**
   * A director who waits for {@link #play} or {@link #step} as soon as the cast stands.
   *
   * @param era one of the exhibit's eras
   * @throws IllegalArgumentException when it is none of them
   */
  public Director(
      Exhibit exhibit, String era, Stage stage, Manner manner, Consumer<Progress> listener) {
    if (!exhibit.eras().containsKey(era)) {
      throw new IllegalArgumentException(exhibit.id() + " is not played in era " + era);
    }
    this.exhibit = exhibit;
    this.era = era;
    this.stage = stage;
    this.manner = manner;
    this.listener = listener;
    thread = Thread.ofVirtual().name("director-" + exhibit.id()).start(this::run);
  }

  /** Plays to the end, or until {@link #pause}. */
  public void play() {
    turns.play();
  }

  /** Plays no further than the running step. */
  public void pause() {
    turns.pause();
  }

  /** Plays one step and pauses; leaves a question that waits without an answer. */
  public void step() {
    turns.step();
  }

  /**
   * Plays so many steps at once and pauses.
   *
   * @param answers to the questions on the way, by step; -1 for none. Others are put
   */
  public void skip(int steps, Map<Integer, Integer> answers) {
    known.putAll(answers);
    turns.skip(steps);
  }

  /** How fast it plays on by itself, 1 being the pace of {@link Manner}; higher is faster. */
  public void speed(double factor) {
    speed = factor;
  }

  /** Answers the question that waits; nothing happens when none does. */
  public void choose(int choice) {
    turns.choose(choice);
  }

  /** True while it plays on by itself. */
  public boolean playing() {
    return turns.playing();
  }

  /** Waits until the run is over. */
  public void join() throws InterruptedException {
    thread.join();
  }

  /** Ends the run, wherever it is. The cluster stays: it belongs to the listener. */
  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    Ending ending;
    try (Company company = company()) {
      ending = stands(company) ? steps(company) : broken();
    } catch (InterruptedException cancelled) {
      ending = new Ending.Cancelled();
    } catch (IOException failure) {
      ending = new Ending.Broken(String.valueOf(failure.getMessage()));
    }
    listener.accept(new Progress.Finished(ending));
  }

  private Company company() throws IOException, InterruptedException {
    if (exhibit.inLab()) {
      CacheLab lab = CacheLab.open(exhibit.lab());
      listener.accept(new Progress.LabOpened(lab));
      return new LabCompany(lab);
    }
    if (exhibit.steps().getFirst() instanceof Step.Replay first) {
      SeedCompany company = new SeedCompany(first, exhibit.cast());
      listener.accept(new Progress.Opened(company.scene()));
      return company;
    }
    SeedStart start = exhibit.start();
    if (start != null) {
      Scene scene = stage.open(start, era, it -> listener.accept(new Progress.Opened(it)));
      return new CastCompany(scene, exhibit.cast(), false);
    }
    Scene scene = stage.open(exhibit.cast(), era);
    listener.accept(new Progress.Opened(scene));
    return new CastCompany(scene, exhibit.cast(), true);
  }

  private static Ending broken() {
    return new Ending.Broken(
        "not all links of the cast came up within " + STAND_MILLIS / 1000 + " s");
  }

  private static boolean stands(Company company) throws InterruptedException {
    long end = company.pace().millis() + STAND_MILLIS;
    while (!company.stands()) {
      if (company.pace().millis() > end) {
        return false;
      }
      company.pace().look();
    }
    return true;
  }

  private Ending steps(Company company) throws InterruptedException {
    long pause = 0;
    for (int i = 0; i < exhibit.steps().size(); i++) {
      turns.next(pause);
      Step step = exhibit.steps().get(i);
      listener.accept(new Progress.Began(i));
      Result result = carryOut(i, step, company);
      if (manner.halts(step)) {
        turns.halt();
      }
      listener.accept(new Progress.Ended(i, result));
      if (result instanceof Result.Failed failed) {
        return new Ending.Failed(i, failed);
      }
      pause = (long) (manner.pause(step, era) / speed);
    }
    return new Ending.Held();
  }

  private Result carryOut(int index, Step step, Company company) throws InterruptedException {
    return switch (step) {
      case Step.Say _, Step.PointAt _ -> new Result.Passed("");
      case Step.Do _, Step.Act _, Step.InLab _, Step.Replay _ -> company.play(step, era);
      case Step.Pass(int _, long millis) -> {
        company.pace().pass(millis);
        yield new Result.Passed("");
      }
      case Step.WaitUntil(int _, List<Claim> claims) -> awaited(company, claims, WAIT_MILLIS);
      case Step.Predict _ -> predict(index);
      case Step.Expect(int _, List<Claim> claims) -> {
        rest(company);
        Result result = awaited(company, claims, EXPECT_MILLIS);
        judge(claims);
        yield result;
      }
    };
  }

  private Result predict(int index) throws InterruptedException {
    Integer answer = known.get(index);
    if (answer != null) {
      predicted.put(index, answer);
    } else if (manner.asks()) {
      turns.ask();
      listener.accept(new Progress.Asked(index));
      predicted.put(index, turns.answer());
    }
    return new Result.Passed("");
  }

  private static void rest(Company company) throws InterruptedException {
    long end = company.pace().millis() + EXPECT_MILLIS;
    while (!company.atRest() && company.pace().millis() < end) {
      company.pace().look();
    }
  }

  private Result awaited(Company company, List<Claim> claims, long millis)
      throws InterruptedException {
    Pace pace = company.pace();
    long end = pace.millis() + millis;
    while (true) {
      List<String> seen = new ArrayList<>();
      List<Result.Miss> misses = new ArrayList<>();
      for (Claim claim : claims) {
        Eyes.Seen now = company.see(claim.figure());
        values.put(claim.figure(), now.value());
        String expected = claim.value().in(era);
        seen.add(claim.figure().words() + ": " + now.text());
        if (!now.value().equals(expected)) {
          misses.add(new Result.Miss(claim.figure().words(), expected, now.text()));
        }
      }
      if (misses.isEmpty()) {
        return new Result.Passed(String.join("\n", seen));
      }
      if (pace.millis() > end) {
        return new Result.Failed(List.copyOf(misses));
      }
      pace.look();
    }
  }

  /** Judges the predictions these claims are about. */
  private void judge(List<Claim> claims) {
    for (Claim claim : claims) {
      for (Map.Entry<Integer, Integer> entry : List.copyOf(predicted.entrySet())) {
        Step.Predict question = (Step.Predict) exhibit.steps().get(entry.getKey());
        if (question.figure().equals(claim.figure())) {
          predicted.remove(entry.getKey());
          String seen = values.getOrDefault(claim.figure(), "");
          int choice = entry.getValue();
          boolean right = choice >= 0 && question.choices().get(choice).equals(seen);
          listener.accept(new Progress.Judged(entry.getKey(), choice, seen, right));
        }
      }
    }
  }
}
