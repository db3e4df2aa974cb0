package glasshouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.ui.fake.Situations;
import glasshouse.ui.fx.Png;
import glasshouse.ui.model.Place;
import glasshouse.ui.panel.PanelFrame;
import glasshouse.ui.panel.Panels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** A picture of each panel, of the palette and of a refusal; they lie in target/pictures. */
class PanelPicturesTest {
  private static final Path FOLDER = Path.of("target", "pictures");

  private static void save(String name, Image image) throws IOException {
    Files.createDirectories(FOLDER);
    Files.write(FOLDER.resolve(name + ".png"), Png.of(image));
  }

  private static int colours(Image image) {
    Set<Integer> seen = new TreeSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        seen.add(image.getPixelReader().getArgb(x, y));
      }
    }
    return seen.size();
  }

  @Test
  void everyPanelShowsSomethingAndSaysIt() throws IOException {
    try (Fx fx = Fx.open(Situations.troubled())) {
      Fx.run(() -> fx.bench.model().select(Place.node("n4")));
      Fx.run(fx.bench::exhibits);
      fx.press(KeyCode.CONTROL, KeyCode.T);
      Fx.until(() -> fx.twin("console").contains("n4 replica 7004 [db 0]>"));
      Fx.run(fx.bench::refreshNow);
      for (PanelFrame frame : fx.bench.frames()) {
        if (frame.row().side() == Panels.Side.BESIDE) {
          continue; // it shows another era of an exhibit: StoryTest has one
        }
        Image image = Fx.get(() -> frame.node().snapshot(null, null));
        save("panel-" + frame.row().id(), image);
        assertThat(colours(image)).as(frame.row().id()).isGreaterThan(20);
        assertThat(Fx.<String>get(() -> frame.panel().twin())).as(frame.row().id()).isNotBlank();
      }
    }
  }

  @Test
  void thePaletteAndARefusalAreSeen() throws IOException {
    try (Fx fx = Fx.open(Situations.inSync())) {
      int before = colours(Fx.get(() -> fx.bench.scene().snapshot(null)));
      fx.press(KeyCode.CONTROL, KeyCode.B);
      Fx.until(() -> fx.node("#note").isVisible());
      save("refusal", Fx.get(() -> fx.bench.scene().snapshot(null)));
      fx.press(KeyCode.CONTROL, KeyCode.K);
      fx.type("n2");
      Image open = Fx.get(() -> fx.bench.scene().snapshot(null));
      save("palette", open);
      assertThat(colours(open)).isNotEqualTo(before);
    }
  }
}
