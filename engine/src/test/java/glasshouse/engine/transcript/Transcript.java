package glasshouse.engine.transcript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A transcript as read from its file; the package describes the form. */
record Transcript(Path file, List<Block> blocks) {
  /** What happens between two fresh starts. */
  record Block(int line, boolean ours, boolean real, List<Step> steps) {}

  /** One thing to do or to look at, with the line it stands on. */
  sealed interface Step {
    int line();

    /** A client sends words; {@code reply} is empty when nothing may come back. */
    record Ask(int line, int client, String words, List<String> reply, int unordered)
        implements Step {}

    /** A client has received something more. */
    record Later(int line, int client, List<String> reply, int unordered) implements Step {}

    /** What has gone down the replication stream; empty for nothing. */
    record Stream(int line, List<String> commands, boolean unordered) implements Step {}

    /** Milliseconds go by. */
    record Pass(int line, long milliseconds) implements Step {}

    /** A client changes to RESP3. */
    record Resp3(int line, int client) implements Step {}

    /** An option has another value until the end of the block. */
    record Config(int line, String name, String value) implements Step {}
  }

  private static final Pattern ASK = Pattern.compile("(\\d*)> (.+)");
  private static final Pattern LATER = Pattern.compile("(\\d+)<\\s*(.*)");

  static Transcript read(Path file) throws IOException {
    return new Transcript(file, new Reader(Files.readAllLines(file)).blocks());
  }

  /** True for a line that belongs to the reply above it. */
  static boolean isReply(String line) {
    return !line.isBlank()
        && !line.startsWith("#")
        && !line.startsWith("~")
        && !line.startsWith("@")
        && !line.startsWith("---")
        && !ASK.matcher(line).matches()
        && !LATER.matcher(line).matches();
  }

  private static final class Reader {
    private final List<String> lines;
    private final List<Block> blocks = new ArrayList<>();
    private List<Step> steps = new ArrayList<>();
    private int blockLine = 1;
    private boolean ours = true;
    private boolean real = true;
    private int unordered;
    private int at;

    Reader(List<String> lines) {
      this.lines = lines;
    }

    List<Block> blocks() {
      while (at < lines.size()) {
        String line = lines.get(at++).stripTrailing();
        if (line.startsWith("---")) {
          endBlock();
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          step(at, line);
        }
      }
      endBlock();
      return blocks;
    }

    private void endBlock() {
      if (!steps.isEmpty()) {
        blocks.add(new Block(blockLine, ours, real, steps));
      }
      steps = new ArrayList<>();
      blockLine = at + 1;
      ours = true;
      real = true;
    }

    private void step(int number, String line) {
      Matcher ask = ASK.matcher(line);
      Matcher later = LATER.matcher(line);
      if (ask.matches()) {
        steps.add(
            new Step.Ask(number, client(ask), String.valueOf(ask.group(2)), reply(""), order()));
      } else if (later.matches()) {
        String inline = String.valueOf(later.group(2));
        steps.add(new Step.Later(number, client(later), reply(inline), order()));
      } else if (line.startsWith("~")) {
        stream(number, line);
      } else if (line.startsWith("@")) {
        directive(number, line.split(" ", 3));
      } else {
        throw new IllegalArgumentException("line " + number + " belongs to no command: " + line);
      }
    }

    private static int client(Matcher m) {
      String digits = String.valueOf(m.group(1));
      return digits.isEmpty() ? 1 : Integer.parseInt(digits);
    }

    private int order() {
      int order = unordered;
      unordered = 0;
      return order;
    }

    private List<String> reply(String first) {
      List<String> reply = new ArrayList<>();
      if (!first.isEmpty()) {
        reply.add(first);
      }
      while (at < lines.size() && isReply(lines.get(at))) {
        reply.add(lines.get(at++).stripTrailing());
      }
      return reply;
    }

    private void stream(int number, String first) {
      List<String> commands = new ArrayList<>();
      String line = first;
      while (line.startsWith("~")) {
        if (!line.substring(1).isBlank()) {
          commands.add(line.substring(1).strip());
        }
        line = at < lines.size() ? lines.get(at) : "";
        at += line.startsWith("~") ? 1 : 0;
      }
      steps.add(new Step.Stream(number, commands, order() > 0));
    }

    private void directive(int number, String[] words) {
      int argument = words.length > 1 && words[1].matches("\\d+") ? Integer.parseInt(words[1]) : 1;
      switch (words[0]) {
        case "@unordered" -> unordered = argument;
        case "@pass" -> steps.add(new Step.Pass(number, argument));
        case "@resp3" -> steps.add(new Step.Resp3(number, argument));
        case "@config" -> steps.add(new Step.Config(number, words[1], words[2]));
        case "@ours" -> real = false;
        case "@real" -> ours = false;
        default -> throw new IllegalArgumentException("line " + number + ": what is " + words[0]);
      }
    }
  }
}
