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
    List<Tour.Release> releases = new ArrayList<>();
    for (Yaml item : fields.items("releases")) {
      releases.add(release(Fields.of(file, item, "a release")));
    }
    List<Tour.Stop> stops = new ArrayList<>();
    for (Yaml item : fields.items("stops")) {
      stops.add(stop(Fields.of(file, item, "a stop"), releases, exhibits));
    }
    fields.done("the tour");
    for (Tour.Release release : releases) {
      if (stops.stream().noneMatch(stop -> stop.era().equals(release.era()))) {
        throw fields.fault(
            fields.line("releases"), "no stop is about '" + release.era() + "', a release of it");
      }
    }
    return new Tour(id, title.strip(), about, story, List.copyOf(releases), List.copyOf(stops));
  }

  private static Tour.Release release(Fields fields) throws ExhibitFault {
    Tour.Release release =
        new Tour.Release(fields.text("era"), fields.sentence("mended"), fields.sentence("broke"));
    fields.done("a release");
    return release;
  }

  private static Tour.Stop stop(Fields fields, List<Tour.Release> releases, List<Exhibit> exhibits)
      throws ExhibitFault {
    String id = fields.text("exhibit");
    String era = fields.text("era");
    String beside = fields.text("beside", "");
    List<String> before = fields.paragraphs("before");
    List<String> after = fields.paragraphs("after");
    fields.done("a stop");
    List<String> eras = releases.stream().map(Tour.Release::era).toList();
    if (!eras.contains(era)) {
      throw fields.fault(
          fields.line("era"), "'" + era + "' is not among the releases " + String.join(", ", eras));
    }
    Exhibit exhibit = exhibit(fields, id, exhibits);
    for (String key : beside.isEmpty() ? List.of("era") : List.of("era", "beside")) {
      String played = key.equals("era") ? era : beside;
      if (!exhibit.eras().containsKey(played)) {
        throw fields.fault(
            fields.line(key),
            id
                + " is not played in era '"
                + played
                + "'; its eras are "
                + String.join(", ", exhibit.eras().keySet()));
      }
    }
    return new Tour.Stop(exhibit, era, beside, before, after);
  }

  private static Exhibit exhibit(Fields fields, String id, List<Exhibit> exhibits)
      throws ExhibitFault {
    for (Exhibit exhibit : exhibits) {
      if (exhibit.id().equals(id)) {
        return exhibit;
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
