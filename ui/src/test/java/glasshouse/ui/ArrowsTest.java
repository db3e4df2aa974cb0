package glasshouse.ui;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;

/** What the rooms of the window may import, and who may touch the toolkit's edges. */
class ArrowsTest {
  private static final JavaClasses WINDOW =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("test-classes"))
          .importPackages("glasshouse.ui");

  @Test
  void onlyTheFrontDoorViewsExhibitsAndSeedsAreKnown() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("glasshouse.engine..")
                .and(
                    not(
                        resideInAnyPackage(
                            "glasshouse.engine",
                            "glasshouse.engine.view",
                            "glasshouse.engine.exhibit",
                            "glasshouse.engine.fuzz"))))
        .because("the window must not care which engine it watches")
        .check(WINDOW);
  }

  @Test
  void paintersAndTextKnowNoToolkit() {
    noClasses()
        .that()
        .resideInAnyPackage("glasshouse.ui.draw", "glasshouse.ui.text", "glasshouse.ui.action")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("javafx..")
        .because("they are tested, and used, without a screen")
        .check(WINDOW);
  }

  @Test
  void theModelHasNoNodes() {
    noClasses()
        .that()
        .resideInAPackage("glasshouse.ui.model")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javafx.scene..", "javafx.stage..", "glasshouse.ui.panel")
        .because("a model is tested without a window")
        .check(WINDOW);
  }

  @Test
  void thereIsOneWayOntoTheThreadAndOneTimer() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("glasshouse.ui.fx.FxThread")
        .should()
        .callMethod(Platform.class, "runLater", Runnable.class)
        .because("FxThread.run never has more than one job under way")
        .check(WINDOW);
    noClasses()
        .that()
        .resideOutsideOfPackage("glasshouse.ui.fx")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(AnimationTimer.class)
        .because("Pulse is the only timer, so that all work of a frame is measured")
        .check(WINDOW);
  }
}
