package glasshouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.exhibit.Director;
import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.ExhibitFault;
import glasshouse.engine.exhibit.ExhibitReader;
import glasshouse.engine.exhibit.Manner;
import glasshouse.engine.exhibit.Progress;
import glasshouse.engine.exhibit.SimStage;
import glasshouse.engine.exhibit.Stage;
import glasshouse.resources.Resource;
import glasshouse.resources.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every exhibit that ships, in every era it names, in the simulator or in its lab. */
class ExhibitsTest {
  @TestFactory
  Stream<DynamicTest> everyExhibitHoldsInEveryEra() throws ExhibitFault {
    return tests(new SimStage());
  }

  private static Stream<DynamicTest> tests(Stage stage) throws ExhibitFault {
    List<DynamicTest> tests = new ArrayList<>();
    for (Resource file : Resources.exhibits()) {
      Exhibit exhibit = ExhibitReader.read(file.name(), file.text());
      for (String era : exhibit.eras().keySet()) {
        tests.add(
            DynamicTest.dynamicTest(exhibit.id() + " in " + era, () -> holds(exhibit, era, stage)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static void holds(Exhibit exhibit, String era, Stage stage) throws Exception {
    CompletableFuture<Progress.Ending> ending = new CompletableFuture<>();
    List<Progress> told = new ArrayList<>();
    try (Director director =
        new Director(
            exhibit,
            era,
            stage,
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
        if (progress instanceof Progress.Opened(var scene)) {
          scene.cluster().close();
        } else if (progress instanceof Progress.LabOpened(var lab)) {
          lab.close();
        }
      }
    }
  }
}
