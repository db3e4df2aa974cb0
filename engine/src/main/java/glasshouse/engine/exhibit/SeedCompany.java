package glasshouse.engine.exhibit;

import java.util.List;

/** A run of the fuzzer that is stepped through, and what else a step does to its nodes. */
final class SeedCompany implements Company {
  private final SeedRun run;
  private final SimCluster cluster;
  private final Scene scene;
  private final CastCompany cast;

  /** Plays the run of {@code first}, an exhibit's first step; nodes that are added play its era. */
  SeedCompany(Step.Replay first, List<Role> roles) {
    run = new SeedRun(first.seed(), first.marked());
    cluster = new SimCluster(run.simulation(), first.seed().era());
    scene = new Scene(cluster, cluster);
    cast = new CastCompany(scene, roles, false);
    cluster.drivenUntil(run::leave);
    cluster.drive(() -> run.to(1));
  }

  Scene scene() {
    return scene;
  }

  @Override
  public Pace pace() {
    return scene.pace();
  }

  @Override
  public boolean stands() {
    return true;
  }

  @Override
  public boolean atRest() throws InterruptedException {
    return cast.atRest();
  }

  @Override
  public Eyes.Seen see(Figure figure) throws InterruptedException {
    return cast.see(figure);
  }

  @Override
  public Result play(Step step, String era) throws InterruptedException {
    if (!(step instanceof Step.Replay replay)) {
      return cast.play(step, era);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("the run was ended");
    }
    cluster.drive(() -> run.to(replay.points()));
    return new Result.Passed(replay.chief().detail());
  }

  @Override
  public void close() {
    cast.close();
  }
}
