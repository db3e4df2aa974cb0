package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.exhibit.Director;
import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.ExhibitFault;
import glasshouse.engine.exhibit.ExhibitReader;
import glasshouse.engine.exhibit.LiveStage;
import glasshouse.engine.exhibit.Manner;
import glasshouse.engine.exhibit.Progress;
import glasshouse.resources.Resource;
import glasshouse.resources.Resources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every exhibit that ships, in every era it names, at full speed on live nodes. */
class ExhibitsTest {
  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> everyExhibitHoldsInEveryEra() throws ExhibitFault {
    List<DynamicTest> tests = new ArrayList<>();
    for (Resource file : Resources.exhibits()) {
      Exhibit exhibit = ExhibitReader.read(file.name(), file.text());
      for (String era : exhibit.eras().keySet()) {
        tests.add(DynamicTest.dynamicTest(exhibit.id() + " in " + era, () -> holds(exhibit, era)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private void holds(Exhibit exhibit, String era) throws Exception {
    CompletableFuture<Progress.Ending> ending = new CompletableFuture<>();
    List<Progress> told = new ArrayList<>();
    try (Director director =
        new Director(
            exhibit,
            era,
            new LiveStage(directory),
            Manner.ALONE,
            progress -> {
              told.add(progress);
              if (progress instanceof Progress.Finished(Progress.Ending how)) {
                ending.complete(how);
              }
            })) {
      director.play();
      assertThat(ending.get(60, TimeUnit.SECONDS)).isEqualTo(new Progress.Ending.Held());
    } finally {
      for (Progress progress : told) {
        if (progress instanceof Progress.Opened(var cluster)) {
          cluster.close();
        }
      }
    }
  }
}
