package glasshouse.engine.judge;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Chains of ours between real ones and of a real one between ours, with a disk and without. */
@Needs(Judge.REDIS_SERVER)
class ChainsTest {
  private static final long PATIENCE = 120;

  @TempDir Path directory;

  /** They live at the same time, as they wait more than they work. */
  @TestFactory
  Stream<DynamicTest> allGoesDownAndNobodyStartsAnew() {
    ExecutorService lives = Executors.newVirtualThreadPerTaskExecutor();
    List<DynamicTest> tests = new ArrayList<>();
    for (String kinds : List.of("ror", "oro")) {
      for (boolean first : new boolean[] {true, false}) {
        for (boolean second : new boolean[] {true, false}) {
          String name = kinds + ", diskless " + first + " and then " + second;
          Path own = directory.resolve(String.valueOf(tests.size()));
          Future<?> life = lives.submit(() -> live(kinds, first, second, own));
          tests.add(DynamicTest.dynamicTest(name, () -> life.get(PATIENCE, TimeUnit.SECONDS)));
        }
      }
    }
    return tests.stream().onClose(lives::close);
  }

  private static boolean live(String kinds, boolean first, boolean second, Path directory)
      throws Exception {
    try (Chain chain = new Chain(directory)) {
      chain.start(kinds, first, second);
      chain.live();
    }
    return true;
  }
}
