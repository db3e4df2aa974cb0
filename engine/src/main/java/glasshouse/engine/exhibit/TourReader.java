package glasshouse.engine.exhibit;

import java.util.ArrayList;
import java.util.List;

/** Reads tours; a stop must name an exhibit that is there, and one of its eras. */
public final class TourReader {
  private TourReader() {}

  /**
   * Reads a tour.
   *
   * @param file name of the file, for messages; without its ending it must be the tour's id
   * @param text what stands in it
   * @param exhibits what can be visited
   */
  public static Tour read(String file, String text, List<Exhibit> exhibits) throws ExhibitFault {
    Fields fields = Fields.of(file, Yaml.read(file, text), "a tour");
    String id = fields.id();
    String title = fields.text("title");
    String about = fields.sentence("about");
    List<String> story = fields.paragraphs("story");
    List<Tour.Stop> stops = new ArrayList<>();
    for (Yaml item : fields.items("stops")) {
      stops.add(stop(Fields.of(file, item, "a stop"), exhibits));
    }
    fields.done("the tour");
    return new Tour(id, title.strip(), about, story, List.copyOf(stops));
  }

  private static Tour.Stop stop(Fields fields, List<Exhibit> exhibits) throws ExhibitFault {
    String id = fields.text("exhibit");
    String era = fields.text("era");
    List<String> before = fields.paragraphs("before");
    List<String> after = fields.paragraphs("after");
    fields.done("a stop");
    for (Exhibit exhibit : exhibits) {
      if (exhibit.id().equals(id)) {
        if (!exhibit.eras().containsKey(era)) {
          throw fields.fault(
              fields.line("era"),
              id
                  + " is not played in era '"
                  + era
                  + "'; its eras are "
                  + String.join(", ", exhibit.eras().keySet()));
        }
        return new Tour.Stop(exhibit, era, before, after);
      }
    }
    throw fields.fault(
        fields.line("exhibit"),
        "no exhibit '"
            + id
            + "'; there are "
            + String.join(", ", exhibits.stream().map(Exhibit::id).toList()));
  }
}
