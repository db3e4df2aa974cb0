package glasshouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no compiler checks and every reader notices, over the sources of all modules. */
class TidyTest {

  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> MODULES = List.of("resources", "engine", "ui", "app");

  /** A main source that needs more lines than this holds more than one idea. */
  private static final int MAX_LINES = 600;

  private static final Pattern GRADED =
      Pattern.compile("TODO\\((required|expected|desired)\\): \\S");

  /** Stands in a comment above the one line that has to be otherwise, before the reason. */
  private static final String EXCUSE = "// tidy: ";

  /** Words that are not used, where, and what is used instead. */
  private static final List<Ban> BANS =
      List.of(
          new Ban("\\bFIXME\\b|\\bXXX\\b|\\bHACK\\b", TidyTest::isAny, "TODO(grade): reason"),
          new Ban(
              "Thread\\.sleep\\(",
              TidyTest::isAny,
              "await the event: Awaitility, a latch, a timer"),
          new Ban(
              "@Disabled\\b",
              TidyTest::isAny,
              "a test that runs, or a condition that says why not"),
          new Ban("@author\\b", TidyTest::isAny, "git knows"),
          new Ban("\\.printStackTrace\\(", TidyTest::isAny, "an error that says what was expected"),
          new Ban(
              "System\\.(out|err)\\b",
              file -> isMain(file) && !file.startsWith("app/"),
              "an event or a logger; only the command line writes to the terminal"),
          new Ban(
              "System\\.exit\\(",
              file -> isMain(file) && !file.equals("app/src/main/java/glasshouse/app/Main.java"),
              "an exit code handed up to Main"),
          new Ban("^\\s*assert\\b", TidyTest::isMain, "base.Check"),
          new Ban(
              "\\bsynchronized\\b\\s*\\(",
              TidyTest::isCore,
              "nothing: a node is one thread at a time"));

  /** A word that is not used, the files where it is not, and what is used instead. */
  private record Ban(Pattern word, Predicate<String> where, String instead) {
    Ban(String word, Predicate<String> where, String instead) {
      this(Pattern.compile(word), where, instead);
    }
  }

  /** A source file, by its path from the top of the repository. */
  private record Source(String path, List<String> lines) {
    String at(int index) {
      return path + ":" + (index + 1);
    }

    String folder() {
      return path.substring(0, path.lastIndexOf('/'));
    }
  }

  @Test
  void noMainSourceIsTooLong() throws IOException {
    assertThat(sources())
        .filteredOn(source -> isMain(source.path()) && source.lines().size() > MAX_LINES)
        .extracting(source -> source.path() + " has " + source.lines().size() + " lines")
        .as("at most " + MAX_LINES + " lines: one idea per file")
        .isEmpty();
  }

  @Test
  void everyTodoCarriesAGrade() throws IOException {
    assertThat(
            linesWhere(
                (_, line) -> line.contains("TODO") && !GRADED.matcher(line).find(),
                "write TODO(required|expected|desired): reason"))
        .isEmpty();
  }

  @Test
  void noBannedWords() throws IOException {
    List<String> found = new ArrayList<>();
    for (Ban ban : BANS) {
      found.addAll(
          linesWhere(
              (path, line) -> ban.where().test(path) && ban.word().matcher(line).find(),
              "instead: " + ban.instead()));
    }
    assertThat(found).isEmpty();
  }

  /**
   * The formatter breaks a documentation line that is too long, and its tail is documentation no
   * more.
   */
  @Test
  void noDocumentationLineWasBroken() throws IOException {
    List<String> found = new ArrayList<>();
    for (Source source : sources()) {
      for (int i = 1; i < source.lines().size(); i++) {
        String above = source.lines().get(i - 1).strip();
        String line = source.lines().get(i).strip();
        if (above.startsWith("///") && line.startsWith("//") && !line.startsWith("///")) {
          found.add(source.at(i) + ": keep the line above within 100 columns");
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    List<String> infos = new ArrayList<>();
    List<String> bare = new ArrayList<>();
    for (Source source : sources()) {
      if (source.path().endsWith("/package-info.java")) {
        String text = String.join("\n", source.lines());
        if (!text.contains("/**") || !text.contains("@NullMarked")) {
          bare.add(source.path() + " needs a paragraph and @NullMarked");
        }
        infos.add(source.folder());
      }
    }
    for (Source source : sources()) {
      if (isMain(source.path()) && !infos.contains(source.folder())) {
        bare.add(source.folder() + " has no package-info.java");
      }
    }
    assertThat(bare.stream().distinct()).isEmpty();
  }

  private static List<String> linesWhere(BiPredicate<String, String> found, String say)
      throws IOException {
    return sources().stream()
        .flatMap(
            source ->
                IntStream.range(0, source.lines().size())
                    .filter(i -> found.test(source.path(), source.lines().get(i)))
                    .filter(i -> i == 0 || !source.lines().get(i - 1).contains(EXCUSE))
                    .mapToObj(i -> source.at(i) + ": " + say))
        .toList();
  }

  /** All sources but this one, which has to name what it bans. */
  private static List<Source> sources() throws IOException {
    List<Source> sources = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(TOP.resolve(module).resolve("src"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
          if (!file.endsWith("TidyTest.java")) {
            String path = TOP.relativize(file).toString().replace('\\', '/');
            sources.add(new Source(path, Files.readAllLines(file)));
          }
        }
      }
    }
    return sources;
  }

  private static boolean isAny(String path) {
    return path.endsWith(".java");
  }

  private static boolean isMain(String path) {
    return path.contains("/src/main/");
  }

  private static boolean isCore(String path) {
    return ArchitectureTest.CORE.stream()
        .anyMatch(room -> path.startsWith("engine/src/main/java/glasshouse/engine/" + room + "/"));
  }
}
