package glasshouse.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows between the rooms of the engine, and what the core may not touch. */
class ArchitectureTest {

  private static final String ROOT = "glasshouse.engine.";

  /** A room, an arrow, the rooms it may import, and two spaces before what it is. */
  private static final Pattern ROW =
      Pattern.compile(" {4}(?<room>[a-z]+) +-> ?(?<allowed>[a-z ]*?) {2,}\\S.*");

  /** The rooms, each with the rooms it may import, as ARCHITECTURE.md draws them. */
  private static final Map<String, List<String>> ARROWS = arrows();

  /**
   * The rooms that must do the same on every run. Left out are the shell (live), what directs it
   * (exhibit), and what looks at real locks and threads (lock, threads).
   */
  static final List<String> CORE =
      List.of(
          "base",
          "port",
          "resp",
          "config",
          "keyspace",
          "command",
          "script",
          "rdb",
          "aof",
          "replication",
          "node",
          "cache",
          "sim",
          "fuzz");

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("test-classes"))
          .importPackages("glasshouse.engine");

  @TestFactory
  Stream<DynamicTest> roomsImportOnlyWhatTheArrowsAllow() {
    return ARROWS.entrySet().stream()
        .map(
            arrow -> {
              String room = arrow.getKey();
              List<String> allowed = arrow.getValue();
              String[] others =
                  ARROWS.keySet().stream()
                      .filter(other -> !other.equals(room) && !allowed.contains(other))
                      .map(ArchitectureTest::everythingIn)
                      .toArray(String[]::new);
              return test(
                  room + " imports " + (allowed.isEmpty() ? "the JDK only" : allowed),
                  noClasses()
                      .that()
                      .resideInAPackage(everythingIn(room))
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage(others)
                      .because("of our own, " + room + " may import " + allowed));
            });
  }

  @Test
  void theDrawingIsRead() {
    assertThat(ARROWS).hasSizeGreaterThan(CORE.size()).containsKeys(CORE.toArray(String[]::new));
    assertThat(ARROWS).containsEntry("base", List.of());
    assertThat(ARROWS).containsEntry("keyspace", List.of("base", "port"));
  }

  @TestFactory
  Stream<DynamicTest> everyRoomIsOnTheList() {
    return Stream.of(
        test(
            "every package belongs to a room",
            noClasses()
                .should()
                .resideOutsideOfPackages(
                    Stream.concat(
                            Stream.of("glasshouse.engine"),
                            ARROWS.keySet().stream().map(ArchitectureTest::everythingIn))
                        .toArray(String[]::new))
                .because("a new room needs its row in ARCHITECTURE.md")));
  }

  @TestFactory
  Stream<DynamicTest> onlyTheShellKnowsTheFrontDoor() {
    return Stream.of(
        test(
            "the core does not import the front door",
            noClasses()
                .that()
                .resideInAnyPackage(core())
                .and()
                .resideOutsideOfPackage(everythingIn("sim"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("glasshouse.engine")
                .because("the front door is built from the rooms behind it")));
  }

  @TestFactory
  Stream<DynamicTest> eachLibraryHasOneHome() {
    return Stream.of(
        home("io.netty", "live.netty"),
        home("org.luaj", "script"),
        home("org.msgpack", "script"),
        home("com.fasterxml.jackson", "script", "exhibit", "threads"),
        home("javafx"),
        home("glasshouse.ui"),
        home("glasshouse.app"),
        home("glasshouse.resources"));
  }

  @TestFactory
  Stream<DynamicTest> theCoreIsDeterministic() {
    List<DynamicTest> bans = new ArrayList<>();
    bans.add(
        banCalls(
            "no clock",
            "take the time as a parameter: now comes in with every step",
            List.of(
                method("java.lang.System", "currentTimeMillis", "nanoTime"),
                method("java.time.Instant", "now"),
                method("java.time.LocalDateTime", "now"),
                method("java.time.ZonedDateTime", "now"),
                method("java.time.Clock", "systemUTC", "systemDefaultZone", "system"))));
    bans.add(
        banCalls(
            "no randomness without a seed",
            "use port.RandomSource, which the shell or the simulator seeds",
            List.of(
                method("java.lang.Math", "random"),
                method("java.util.UUID", "randomUUID"),
                ArchitectureTest::isUnseededRandom)));
    bans.add(
        banCalls(
            "no order that changes from run to run",
            "use List.of, LinkedHashMap, TreeMap, EnumMap, EnumSet or our Dict",
            List.of(
                method("java.util.HashMap", "<init>", "newHashMap"),
                method("java.util.HashSet", "<init>", "newHashSet"),
                method("java.util.IdentityHashMap", "<init>"),
                method("java.util.Set", "of", "copyOf"),
                method("java.util.Map", "of", "copyOf", "ofEntries"),
                method("java.util.stream.Collectors", "toSet", "toMap", "groupingBy"),
                method("java.lang.System", "identityHashCode"))));
    bans.add(
        banCalls(
            "no parallel streams",
            "a plain loop: the core is one thread, which is not ours to choose",
            List.of(
                method("java.util.Collection", "parallelStream"),
                method("java.util.stream.BaseStream", "parallel"),
                method("java.util.stream.Stream", "parallel"))));
    bans.add(
        banClasses(
            "no threads",
            "return an Output and wait for its Input: the shell has the threads",
            startingWith("java.util.concurrent.")
                .and(
                    DescribedPredicate.not(
                        HasName.Predicates.name("java.util.concurrent.TimeUnit")))
                .or(named("java.lang.Thread", "java.lang.ThreadLocal", "java.util.Timer"))));
    bans.add(
        banClasses(
            "no sockets and no files",
            "return an Output (Send, Open, a disk request) and wait for its Input; port.Disk",
            startingWith("java.net.")
                .or(startingWith("java.nio.channels."))
                .or(startingWith("java.nio.file."))
                .or(startingWith("java.io.File"))
                .or(named("java.io.RandomAccessFile"))));
    bans.add(
        banClasses(
            "no logger",
            "emit an event: the shell writes it where it belongs",
            startingWith("org.slf4j.")
                .or(startingWith("java.util.logging."))
                .or(named("java.lang.System$Logger"))));
    bans.add(
        banClasses(
            "no randomness from the system",
            "use port.RandomSource, which the shell or the simulator seeds",
            named("java.security.SecureRandom")));
    bans.add(
        test(
            "no synchronized methods",
            methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(core())
                .should()
                .notHaveModifier(JavaModifier.SYNCHRONIZED)
                .because("a node is one thread at a time: the shell sees to that")));
    return bans.stream();
  }

  private static Map<String, List<String>> arrows() {
    Map<String, List<String>> rooms = new LinkedHashMap<>();
    for (String line : drawing()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        List<String> allowed = List.of(row.group("allowed").strip().split(" +"));
        rooms.put(row.group("room"), allowed.equals(List.of("")) ? List.of() : allowed);
      }
    }
    return rooms;
  }

  private static List<String> drawing() {
    try {
      return Files.readAllLines(Path.of("../ARCHITECTURE.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String everythingIn(String room) {
    return ROOT + room + "..";
  }

  private static String[] core() {
    return CORE.stream().map(ArchitectureTest::everythingIn).toArray(String[]::new);
  }

  private static DynamicTest test(String name, ArchRule rule) {
    return DynamicTest.dynamicTest(name, () -> rule.allowEmptyShould(true).check(ENGINE));
  }

  private static DynamicTest home(String library, String... rooms) {
    String[] packages = Stream.of(rooms).map(ArchitectureTest::everythingIn).toArray(String[]::new);
    String where = rooms.length == 0 ? "nowhere in the engine" : "only in " + List.of(rooms);
    return test(
        library + " " + where,
        noClasses()
            .that()
            .resideOutsideOfPackages(packages)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library + "..")
            .because(library + " may be known " + where + ", so that it can be replaced there"));
  }

  private static DynamicTest banClasses(
      String name, String instead, DescribedPredicate<? super JavaClass> banned) {
    return test(
        name,
        noClasses()
            .that()
            .resideInAnyPackage(core())
            .should()
            .dependOnClassesThat(banned)
            .because("instead: " + instead));
  }

  private static DynamicTest banCalls(
      String name, String instead, List<Predicate<AccessTarget>> banned) {
    return test(
        name,
        noClasses()
            .that()
            .resideInAnyPackage(core())
            .should()
            .accessTargetWhere(
                DescribedPredicate.describe(
                    name, access -> banned.stream().anyMatch(b -> b.test(access.getTarget()))))
            .because("instead: " + instead));
  }

  private static Predicate<AccessTarget> method(String owner, String... names) {
    Set<String> banned = Set.of(names);
    return target -> target.getOwner().getName().equals(owner) && banned.contains(target.getName());
  }

  private static boolean isUnseededRandom(AccessTarget target) {
    return target instanceof AccessTarget.ConstructorCallTarget call
        && call.getOwner().isEquivalentTo(Random.class)
        && call.getRawParameterTypes().isEmpty();
  }

  private static DescribedPredicate<HasName> startingWith(String prefix) {
    return HasName.Predicates.nameStartingWith(prefix);
  }

  private static DescribedPredicate<HasName> named(String... names) {
    Set<String> all = Set.of(names);
    return DescribedPredicate.describe("named " + all, named -> all.contains(named.getName()));
  }
}
