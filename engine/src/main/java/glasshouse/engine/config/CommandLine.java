package glasshouse.engine.config;

import glasshouse.engine.base.Quoting;
import java.util.List;

/**
 * A command line as redis-server takes it: {@code [/path/to/redis.conf] [--option value ...] [-]}.
 *
 * @param file the configuration file; empty for none
 * @param stdin whether more lines are to be read from standard input ({@code -})
 * @param options the options as lines of a configuration file; empty for none
 */
public record CommandLine(String file, boolean stdin, String options) {

  /**
   * Splits arguments. The word behind an option is its value even if it begins with dashes; {@code
   * --save} alone means {@code save ""}.
   */
  public static CommandLine of(List<String> arguments) {
    List<String> rest = arguments;
    String file = "";
    if (!rest.isEmpty() && !rest.getFirst().startsWith("-")) {
      file = rest.getFirst();
      rest = rest.subList(1, rest.size());
    }
    boolean stdin = false;
    if (file.isEmpty() && !rest.isEmpty() && rest.getFirst().equals("-")) {
      stdin = true;
      rest = rest.subList(1, rest.size());
    } else if (!rest.isEmpty() && rest.getLast().equals("-")) {
      stdin = true;
      rest = rest.subList(0, rest.size() - 1);
    }
    StringBuilder out = new StringBuilder();
    boolean value = false;
    for (int i = 0; i < rest.size(); i++) {
      String word = rest.get(i);
      if (!value && word.startsWith("--")) {
        out.append(out.isEmpty() ? "" : "\n").append(word.substring(2)).append(' ');
        boolean save = word.equals("--save");
        boolean alone = i + 1 == rest.size() || rest.get(i + 1).startsWith("--");
        if (save && alone) {
          out.append("\"\" ");
        }
        value = !(save && alone) && word.indexOf(' ') < 0;
      } else {
        out.append(Quoting.quote(word)).append(' ');
        value = false;
      }
    }
    return new CommandLine(file, stdin, out.toString());
  }
}
