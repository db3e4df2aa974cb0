package glasshouse.engine.exhibit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What exhibits are about: the rooms of the hall, in the order one walks through them. */
public enum Group {
  RESTART("Restarts", "What a node brings back from its disk, and what it forgets."),
  SCRIPTS("Scripts", "Who knows which script, and who believes that somebody does."),
  OFFSETS("Bytes and offsets", "What is counted, and what the number does not say."),
  BACKLOG("Backlog", "How much of its past a master keeps, and for whom."),
  FAILOVER("Failover", "What is lost, and what is copied again, when a replica takes over."),
  ROLES("Roles", "Who may write, and where it goes."),
  EXPIRY("Expiry and eviction", "Keys whose time is up, or for which there is no room."),
  CACHE(
      "The cache and its locks", "Threads that wait for ever, and files that are no longer yours."),
  OWN("Your own", "What was done by hand, and saved.");

  private final String title;
  private final String about;

  Group(String title, String about) {
    this.title = title;
    this.about = about;
  }

  /** What it is called. */
  public String title() {
    return title;
  }

  /** One sentence about it. */
  public String about() {
    return about;
  }

  /** The word of files and of JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The group of a word, null when there is none. */
  static @Nullable Group of(String word) {
    for (Group group : values()) {
      if (group.word().equals(word)) {
        return group;
      }
    }
    return null;
  }

  /** All words, for messages. */
  static List<String> words() {
    return Arrays.stream(values()).map(Group::word).toList();
  }
}
