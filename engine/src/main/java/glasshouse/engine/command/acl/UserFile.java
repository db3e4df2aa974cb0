package glasshouse.engine.command.acl;

import glasshouse.engine.config.ConfigFiles;
import glasshouse.engine.config.ConfigReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file of aclfile: a line {@code user NAME RULE...} for each user. */
final class UserFile {
  /** The file is not used; the message says why. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  private static final String UNCHANGED =
      "WARNING: ACL errors detected, no change to the previously active ACL rules was performed";

  private final String path;
  private final Users users;
  private final RuleReader rules;
  private final StringBuilder problems = new StringBuilder();
  private final Map<String, User> found = new LinkedHashMap<>();

  private UserFile(String path, Users users) {
    this.path = path;
    this.users = users;
    rules = users.rules();
  }

  /**
   * Reads all users of a file; {@code users} stay as they are.
   *
   * @throws Refused when it cannot be read, or when any line is wrong
   */
  static List<User> read(ConfigFiles files, String path, Users users) throws Refused {
    String text;
    try {
      text = files.read(path);
    } catch (ConfigFiles.Failure failure) {
      throw new Refused("Error loading ACLs, opening file '" + path + "': " + failure.reason());
    }
    UserFile file = new UserFile(path, users);
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      file.line(number, ConfigReader.trimmed(line));
    }
    if (!file.problems.isEmpty()) {
      throw new Refused(file.problems + UNCHANGED);
    }
    return List.copyOf(file.found.values());
  }

  private void line(int number, String line) {
    if (line.isEmpty()) {
      return;
    }
    String[] words = line.split(" ", -1);
    String place = path + ":" + number;
    if (!words[0].equals("user") || words.length < 2) {
      problem(place + " should start with user keyword followed by the username. ");
      return;
    }
    if (RuleReader.hasBlanks(words[1])) {
      problem("'" + place + ": username '" + words[1] + "' contains invalid characters. ");
      return;
    }
    User user = users.unlisted(words[1]);
    if (found.putIfAbsent(words[1], user) != null) {
      problem("WARNING: Duplicate user '" + words[1] + "' found on line " + number + ". ");
      return;
    }
    RuleWords merged = RuleWords.of(List.of(words).subList(2, words.length));
    if (merged.unmatched() != null) {
      problem(place + ": Unmatched parenthesis in selector definition. ");
    }
    boolean told = false;
    for (String word : merged.words()) {
      String problem = rules.apply(user, word.strip());
      if (RuleReader.UNKNOWN.equals(problem)) {
        problem(place + ": Error in applying operation '" + word + "': " + problem + ". ");
      } else if (problem != null && !told) {
        problem(place + ": " + problem + ". ");
        told = true;
      }
    }
  }

  private void problem(String text) {
    problems.append(text);
  }
}
