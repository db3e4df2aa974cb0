package glasshouse.engine.exhibit;

import java.util.List;

/**
 * A walk past several exhibits that together tell more than each alone.
 *
 * @param id the word of command lines; the name of its file
 * @param title what it is called
 * @param about one sentence for lists
 * @param story what to know before it begins, in paragraphs; words between back-quotes are code
 * @param stops where one stands still, in order
 */
public record Tour(String id, String title, String about, List<String> story, List<Stop> stops) {
  /**
   * An exhibit, played in one era.
   *
   * @param before what is told before it is played, in paragraphs
   * @param after what is told when it has been played, in paragraphs
   */
  public record Stop(Exhibit exhibit, String era, List<String> before, List<String> after) {}
}
