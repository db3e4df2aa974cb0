package glasshouse.engine.exhibit;

import java.util.List;

/**
 * A walk past several exhibits that together tell more than each alone.
 *
 * @param id the word of command lines; the name of its file
 * @param title what it is called
 * @param about one sentence for lists
 * @param story what to know before it begins, in paragraphs; words between back-quotes are code
 * @param releases the eras one comes past, in order; each has a stop
 * @param stops where one stands still, in order
 */
public record Tour(
    String id,
    String title,
    String about,
    List<String> story,
    List<Release> releases,
    List<Stop> stops) {
  /**
   * An era and its place among the others.
   *
   * @param mended what it mended, in a sentence
   * @param broke what was wrong with it, in a sentence
   */
  public record Release(String era, String mended, String broke) {}

  /**
   * An exhibit, played in one era.
   *
   * @param beside another of its eras, to be seen beside; empty for none
   * @param before what is told before it is played, in paragraphs
   * @param after what is told when it has been played, in paragraphs
   */
  public record Stop(
      Exhibit exhibit, String era, String beside, List<String> before, List<String> after) {}

  /** The release that a stop is about. */
  public Release release(Stop stop) {
    return releases.stream()
        .filter(release -> release.era().equals(stop.era()))
        .findFirst()
        .orElseThrow();
  }
}
