package glasshouse.app;

import glasshouse.engine.fuzz.Hazard;
import glasshouse.engine.fuzz.Seed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The failures that there are exhibits for, row by row. */
final class Failures {
  private static final String DATA = "Equal offsets mean equal data";

  private final List<Failure> rows = new ArrayList<>();

  private Failures() {}

  static List<Failure> all() {
    Failures failures = new Failures();
    failures.wholeProtocol();
    failures.historiesThatLie();
    failures.whoKnowsWhat();
    failures.whoMayDoWhat();
    return List.copyOf(failures.rows);
  }

  /** One row, of which it is still to be said whether the fuzzer finds it. */
  private final class Row {
    private final String words;
    private final String exhibit;
    private final List<String> fails;
    private final List<String> healed;

    Row(String words, String exhibit, List<String> fails, String... healed) {
      this.words = words;
      this.exhibit = exhibit;
      this.fails = fails;
      this.healed = List.of(healed);
    }

    void found(String seed, String sentence, String cure) {
      add(new Failure.Found(Seed.parse(seed), sentence, cure, null), "");
    }

    void hazard(String seed, Hazard hazard) {
      add(new Failure.Found(Seed.parse(seed), DATA, "", hazard), "");
    }

    void notFound(String why) {
      add(null, why);
    }

    private void add(Failure.@Nullable Found found, String why) {
      String id = "E" + (rows.size() + 1);
      rows.add(new Failure(id, words, exhibit, fails, healed, found, why));
    }
  }

  private Row row(String words, String exhibit, List<String> fails, String... healed) {
    return new Row(words, exhibit, fails, healed);
  }

  private void wholeProtocol() {
    row(
            "A restarted replica forgets the database of the stream",
            "selected-db",
            List.of("4.0.1"),
            "4.0.2",
            "7.0")
        .found(
            "4.0.1/4/8/26,132-133",
            "Nothing is applied in another database than the masters",
            "4.0.1+save-db-aux+select-db-on-load");
    row(
            "A restarted replica does not know a script that its master sends by its SHA-1",
            "evalsha-after-restart",
            List.of("4.0.1", "4.0.3"),
            "4.0.4",
            "4.0.6",
            "7.0")
        .found(
            "4.0.3/4/13/2,19,23",
            "Every replica has the scripts that its master takes for known",
            "4.0.3+save-lua-aux");
    row(
            "A replica dies of a script in a full copy that it has already",
            "the-fix-that-kills",
            List.of("4.0.4", "4.0.5"),
            "4.0.6")
        .found("4.0.4/4/1/132-133", "No node dies of itself", "4.0.4+no-dup-script-asserts");
    row(
            "A replica saves new data under an old offset, and applies commands twice",
            "applied-twice",
            List.of("4.0.1"),
            "4.0.3",
            "7.0")
        .found(
            "4.0.1/4/14/28,74,83,106,109", "Nothing is applied twice", "4.0.1+backlog-on-continue");
    row("Three PINGs cost a full copy", "three-pings", List.of("4.0.6", "7.0"), "6.0.3")
        .notFound("a full copy breaks no promise");
    row(
            "PINGs are taken back, and an offset with them",
            "meaningful-offset",
            List.of("6.0.3"),
            "6.2")
        .found(
            "6.0.3/4/7/97",
            "Offsets never go back on a node with listeners",
            "6.0.3+no-trim-trailing-pings");
    row(
            "A replica hands on what it has read and not applied",
            "half-a-command",
            List.of("4.0.1+relay-on-read"),
            "4.0.1",
            "7.0")
        .found("7.0+relay-on-read/4/19/27,128,130", DATA, "7.0");
  }

  private void historiesThatLie() {
    row(
            "A master without backlog writes and keeps its id",
            "lonely-writes",
            List.of("4.0.2"),
            "4.0.3",
            "7.0")
        .found(
            "4.0.2/4/245/14,32,34",
            "Data never changes at an offset that others know",
            "4.0.2+no-keep-replid-on-backlog-free");
    row(
            "A master wears the id of the file it started from",
            "two-masters-one-id",
            List.of("4.0.1"),
            "4.0.2",
            "7.0")
        .found(
            "4.0.1/4/2/159",
            "At most one node accepts writes per history",
            "4.0.1+no-load-replinfo-as-master");
    row(
            "A master comes back empty and empties its replicas",
            "empty-master",
            List.of("7.0", "4.0.6"))
        .notFound("no promise is broken, see below");
    row(
            "What a deposed master has acknowledged is lost",
            "acknowledged-and-lost",
            List.of("7.0", "6.0.3", "4.0.6"))
        .notFound("no promise is broken, see below");
    row("The backlog is smaller than what went by", "backlog-too-small", List.of("7.0", "5.0"))
        .notFound("a full copy breaks no promise");
    row(
            "A full copy never ends, as too much is written meanwhile",
            "copied-for-ever",
            List.of("7.0", "5.0"))
        .notFound("no run writes that much");
    row(
            "A replica is hung up for a value that it has already",
            "sent-and-still-waiting",
            List.of("7.0+unbounded-blocks"),
            "7.0")
        .notFound("no run has values that large");
    row(
            "Expired keys are left out of the copy, and live on elsewhere",
            "zombies",
            List.of("4.0.6"),
            "4.0.10",
            "7.0")
        .found("4.0.6/4/10/2,35", DATA, "4.0.6+save-expired-keys");
  }

  private void whoKnowsWhat() {
    row(
            "A replica of a replica does not know a script",
            "scripts-below-a-replica",
            List.of("4.0.3"),
            "4.0.6",
            "7.0")
        .found(
            "4.0.3/4/8/26,130,132,138",
            "Every replica of a replica has the scripts that the master takes for known",
            "4.0.3+save-lua-aux");
    row(
            "A client empties the script cache of a replica",
            "flushed-on-the-replica",
            List.of("4.0.6", "6.2+replicate-scripts"),
            "7.0")
        .found(
            "4.0.6/4/32/165,174,199",
            "Every replica has the scripts that its master takes for known",
            "4.0.6+no-replicate-scripts");
    row(
            "A script asks for time and does something else on each node",
            "not-so-deterministic",
            List.of("4.0.6"),
            "7.0")
        .notFound("its scripts ask for nothing that differs");
    row(
            "The promoted replica does not know the scripts",
            "scripts-gone-at-failover",
            List.of("7.0"),
            "6.2")
        .notFound("a cache may be empty, and since 7.0 nobody relies on it");
  }

  private void whoMayDoWhat() {
    row(
            "A transaction makes a master a replica, writes, and makes it a master again",
            "replicaof-in-multi",
            List.of("7.0", "4.0.3", "4.0.2"))
        .hazard("7.0/4/487/80", Hazard.REPLICAOF_INSIDE_MULTI);
    row(
            "A transaction runs on a node that has become a replica",
            "exec-after-demotion",
            List.of("4.0.3", "4.0.6"),
            "5.0",
            "7.0")
        .notFound("none of its clients waits between MULTI and EXEC");
    row(
            "A promoted replica throws its backlog away",
            "backlog-thrown-away",
            List.of("4.0.6"),
            "4.0.10",
            "7.0")
        .notFound("a full copy breaks no promise");
    row(
            "A replica with an append only file needs a full copy after each restart",
            "diary-without-pages",
            List.of("7.0", "4.0.6"))
        .notFound("a full copy breaks no promise");
    row(
            "A line feed before an ACK is misread, and the error counts as stream",
            "glued-newline",
            List.of("4.0.10"),
            "5.0")
        .notFound("no run has brought the line feed and the ACK in one read");
    row(
            "What CLIENT PAUSE holds back on a replica counts already",
            "paused-and-counted",
            List.of("6.2+pause-counts-offset"),
            "6.2",
            "7.0")
        .notFound("its clients do not pause");
    row(
            "A time to live counts from when a replica hears of it",
            "drifting-expiry",
            List.of("6.2"),
            "7.0")
        .notFound("a digest tells that a key expires, not when");
    row("A replica evicts by itself", "evicting-replica", List.of("4.0.10"), "5.0", "7.0")
        .notFound("no run sets maxmemory");
    row(
            "A script that failed for want of memory is carried out by replicas",
            "aborted-but-sent",
            List.of("4.0.6"),
            "5.0",
            "7.0")
        .notFound("no run sets maxmemory");
    row("A client writes on a replica", "writable-replica", List.of("7.0", "4.0.6"))
        .hazard("7.0/4/13/26", Hazard.WRITABLE_REPLICA);
    row(
            "EXISTS on a replica tells of keys that have expired",
            "expired-but-there",
            List.of("4.0.10"),
            "5.0",
            "7.0")
        .notFound("nobody looks at what clients are told by replicas");
  }
}
