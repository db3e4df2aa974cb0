package glasshouse.engine.exhibit;

import glasshouse.engine.Console;
import glasshouse.engine.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A cast of nodes that plays an exhibit. */
final class CastCompany implements Company {
  private static final long REPLY_MILLIS = 10_000;
  private static final long ACT_MILLIS = 60_000;

  private final Scene scene;
  private final boolean peace;
  private final Eyes eyes;
  private final Consoles hands;

  /** {@code peace} tells whether all links are to be up before the first step. */
  CastCompany(Scene scene, List<Role> cast, boolean peace) {
    this.scene = scene;
    this.peace = peace;
    eyes = new Eyes(scene, cast);
    hands = new Consoles(scene.cluster(), scene.pace(), REPLY_MILLIS);
  }

  @Override
  public Pace pace() {
    return scene.pace();
  }

  @Override
  public boolean stands() throws InterruptedException {
    return !peace || eyes.allLinked() && eyes.atRest();
  }

  @Override
  public boolean atRest() throws InterruptedException {
    return eyes.atRest();
  }

  @Override
  public Eyes.Seen see(Figure figure) throws InterruptedException {
    return eyes.see(figure);
  }

  @Override
  public Result play(Step step, String era) throws InterruptedException {
    return switch (step) {
      case Step.Do typed -> command(typed, era);
      case Step.Act act -> act(act);
      case Step.InLab _,
          Step.Replay _,
          Step.Say _,
          Step.Pass _,
          Step.WaitUntil _,
          Step.PointAt _,
          Step.Predict _,
          Step.Expect _ ->
          throw new IllegalArgumentException(step.verb() + " is nothing that nodes do");
    };
  }

  private Result command(Step.Do step, String era) throws InterruptedException {
    if (step.later()) {
      hands.tell(step.node(), step.command());
      return new Result.Passed("");
    }
    Console.Reply reply = hands.ask(step.node(), step.command());
    ByEra expected = step.reply();
    if (expected == null ? reply.error() : !reply.text().strip().equals(expected.in(era))) {
      String wanted = expected == null ? "no error" : expected.in(era);
      return new Result.Failed(List.of(new Result.Miss("the reply", wanted, reply.text())));
    }
    return new Result.Passed(reply.text());
  }

  private Result act(Step.Act step) throws InterruptedException {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    scene.cluster().act(step.action(), outcome::complete);
    return Company.outcome(scene.pace(), outcome, ACT_MILLIS);
  }

  @Override
  public void close() {
    hands.close();
    eyes.close();
  }
}
