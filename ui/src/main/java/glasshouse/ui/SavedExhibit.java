package glasshouse.ui;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.ExhibitWriter;
import glasshouse.engine.exhibit.Label;
import glasshouse.engine.exhibit.Recorder;
import glasshouse.ui.fx.FxThread;
import glasshouse.ui.model.ClusterModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Saves what was done by hand, aside, and says what came of it. */
final class SavedExhibit {
  private static final String ENDING = ".yaml";

  private SavedExhibit() {}

  static void save(Recorder recorder, Path file, ClusterModel model) {
    Thread.ofVirtual().name("save-exhibit").start(() -> write(recorder, file, model));
  }

  private static void write(Recorder recorder, Path file, ClusterModel model) {
    try {
      String name = file.getFileName().toString();
      String id = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
      String title = id.replace('-', ' ');
      Exhibit exhibit = recorder.exhibit(new Label(id, title, "Done by hand: " + title + "."));
      Files.writeString(file, ExhibitWriter.write(exhibit));
      int steps = exhibit.steps().size();
      FxThread.run(
          () ->
              model.done(
                  "saved %d steps as %s; ./glasshouse exhibit run FILE plays them"
                      .formatted(steps, file)));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      FxThread.run(() -> model.refuse("save", String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
