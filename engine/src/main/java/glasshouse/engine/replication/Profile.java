package glasshouse.engine.replication;

import static glasshouse.engine.replication.Behaviour.BACKLOG_ON_CONTINUE;
import static glasshouse.engine.replication.Behaviour.BACKTICKS_UNKNOWN_COMMANDS;
import static glasshouse.engine.replication.Behaviour.DUPLICATE_SCRIPT_DIES;
import static glasshouse.engine.replication.Behaviour.EXEC_CHECKS_ROLE;
import static glasshouse.engine.replication.Behaviour.EXISTS_SEES_EXPIRED;
import static glasshouse.engine.replication.Behaviour.FREEZES_TIME;
import static glasshouse.engine.replication.Behaviour.FUNCTIONS;
import static glasshouse.engine.replication.Behaviour.GROWS_OUT_OF_SAVED_HISTORY;
import static glasshouse.engine.replication.Behaviour.INLINE_FROM_MASTER_ENDS_LINK;
import static glasshouse.engine.replication.Behaviour.KEEPS_ID_WITHOUT_BACKLOG;
import static glasshouse.engine.replication.Behaviour.KEEPS_REPLICAS_ON_REATTACH;
import static glasshouse.engine.replication.Behaviour.LOADS_HISTORY_AS_MASTER;
import static glasshouse.engine.replication.Behaviour.LOGS_MASTER_ERRORS;
import static glasshouse.engine.replication.Behaviour.NEWLINE_SWALLOWS_A_BYTE;
import static glasshouse.engine.replication.Behaviour.PINGS_IN_STREAM;
import static glasshouse.engine.replication.Behaviour.PROMOTION_RESTARTS_BACKLOG_TTL;
import static glasshouse.engine.replication.Behaviour.RECONNECTS_AT_ONCE;
import static glasshouse.engine.replication.Behaviour.RELATIVE_EXPIRY;
import static glasshouse.engine.replication.Behaviour.REPLICA_EVICTS;
import static glasshouse.engine.replication.Behaviour.SAVES_EXPIRED_KEYS;
import static glasshouse.engine.replication.Behaviour.SAVES_HISTORY_WHEN_DISCONNECTED;
import static glasshouse.engine.replication.Behaviour.SAVES_STREAM_DB;
import static glasshouse.engine.replication.Behaviour.SCRIPTS_IN_RDB;
import static glasshouse.engine.replication.Behaviour.SCRIPTS_VERBATIM;
import static glasshouse.engine.replication.Behaviour.SCRIPT_LOAD_PROPAGATES;
import static glasshouse.engine.replication.Behaviour.SELECTS_SAVED_DB;
import static glasshouse.engine.replication.Behaviour.SELECT_INSIDE_MULTI;
import static glasshouse.engine.replication.Behaviour.SHUTDOWN_WAITS;
import static glasshouse.engine.replication.Behaviour.SINGLE_WRITE_WITHOUT_MULTI;
import static glasshouse.engine.replication.Behaviour.TRIMS_TRAILING_PINGS;
import static glasshouse.engine.replication.Behaviour.WAIT_FOR_LAST_WRITE;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * The behaviour of a historical release as a set of named switches. The presets read as a history:
 * each release is the one before with what it mended, changed, or broke. Where a preset names a
 * series (5.0, 6.2, 7.0, 7.4), its last release is meant.
 */
public final class Profile {
  /** Redis 4.0.1: loses the selected database, applies commands twice, forgets scripts. */
  public static final Profile V4_0_1 =
      new Profile(
          "4.0.1",
          "4.0.1",
          8,
          EnumSet.of(
              SCRIPTS_VERBATIM,
              SCRIPT_LOAD_PROPAGATES,
              LOADS_HISTORY_AS_MASTER,
              KEEPS_ID_WITHOUT_BACKLOG,
              RELATIVE_EXPIRY,
              PINGS_IN_STREAM,
              BACKTICKS_UNKNOWN_COMMANDS,
              NEWLINE_SWALLOWS_A_BYTE,
              REPLICA_EVICTS,
              EXISTS_SEES_EXPIRED));

  /** Redis 4.0.2: the database is kept; lonely writes and scripts are not. */
  public static final Profile V4_0_2 =
      V4_0_1
          .next("4.0.2", SAVES_STREAM_DB, SELECTS_SAVED_DB, BACKLOG_ON_CONTINUE)
          .without(LOADS_HISTORY_AS_MASTER);

  /** Redis 4.0.3: replication is right but for scripts. */
  public static final Profile V4_0_3 =
      V4_0_2.next("4.0.3", SAVES_HISTORY_WHEN_DISCONNECTED).without(KEEPS_ID_WITHOUT_BACKLOG);

  /** Redis 4.0.4: saves scripts, and dies of a script it has already. */
  public static final Profile V4_0_4 = V4_0_3.next("4.0.4", SCRIPTS_IN_RDB, DUPLICATE_SCRIPT_DIES);

  /** Redis 4.0.5: as 4.0.4; its guard looked the script up under the wrong key. */
  public static final Profile V4_0_5 = V4_0_4.next("4.0.5");

  /** Redis 4.0.6: scripts survive a restart. */
  public static final Profile V4_0_6 = V4_0_5.next("4.0.6").without(DUPLICATE_SCRIPT_DIES);

  /** Redis 4.0.10: promotion, expired keys and silent errors are mended (4.0.7 to 4.0.10). */
  public static final Profile V4_0_10 =
      V4_0_6.next("4.0.10", PROMOTION_RESTARTS_BACKLOG_TTL, LOGS_MASTER_ERRORS, SAVES_EXPIRED_KEYS);

  /** Redis 5.0.14: scripts are replicated by their effects. */
  public static final Profile V5_0 =
      V4_0_10
          .next("5.0", EXEC_CHECKS_ROLE)
          .without(SCRIPTS_VERBATIM, NEWLINE_SWALLOWS_A_BYTE, REPLICA_EVICTS, EXISTS_SEES_EXPIRED)
          .writing("5.0.14", 9);

  /** Redis 6.0.3: trailing PINGs do not count, an idea withdrawn in 6.0.4. */
  public static final Profile V6_0_3 = V5_0.next("6.0.3", TRIMS_TRAILING_PINGS).writing("6.0.3", 9);

  /** Redis 6.2.14. */
  public static final Profile V6_2 =
      V6_0_3
          .next("6.2", INLINE_FROM_MASTER_ENDS_LINK, RECONNECTS_AT_ONCE)
          .without(TRIMS_TRAILING_PINGS)
          .writing("6.2.14", 9);

  /** Redis 7.0.15. */
  public static final Profile V7_0 =
      V6_2.next(
              "7.0",
              SINGLE_WRITE_WITHOUT_MULTI,
              KEEPS_REPLICAS_ON_REATTACH,
              SHUTDOWN_WAITS,
              GROWS_OUT_OF_SAVED_HISTORY,
              FUNCTIONS)
          .without(
              SCRIPTS_IN_RDB, SCRIPT_LOAD_PROPAGATES, RELATIVE_EXPIRY, BACKTICKS_UNKNOWN_COMMANDS)
          .writing("7.0.15", 10);

  /** Redis 7.4.1. */
  public static final Profile V7_4 =
      V7_0.next("7.4", SELECT_INSIDE_MULTI, WAIT_FOR_LAST_WRITE, FREEZES_TIME).writing("7.4.1", 12);

  /** All presets, oldest first. */
  public static final List<Profile> ALL =
      List.of(
          V4_0_1, V4_0_2, V4_0_3, V4_0_4, V4_0_5, V4_0_6, V4_0_10, V5_0, V6_0_3, V6_2, V7_0, V7_4);

  private final String name;
  private final String release;
  private final int rdbVersion;
  private final EnumSet<Behaviour> behaviours;

  private Profile(String name, String release, int rdbVersion, EnumSet<Behaviour> behaviours) {
    this.name = name;
    this.release = release;
    this.rdbVersion = rdbVersion;
    this.behaviours = behaviours;
  }

  private Profile next(String preset, Behaviour... added) {
    return new Profile(preset, preset, rdbVersion, behaviours).with(added);
  }

  private Profile with(Behaviour... added) {
    EnumSet<Behaviour> all = EnumSet.copyOf(behaviours);
    all.addAll(List.of(added));
    return new Profile(name, release, rdbVersion, all);
  }

  private Profile without(Behaviour... gone) {
    EnumSet<Behaviour> rest = EnumSet.copyOf(behaviours);
    List.of(gone).forEach(rest::remove);
    return new Profile(name, release, rdbVersion, rest);
  }

  private Profile writing(String full, int version) {
    return new Profile(name, full, version, behaviours);
  }

  /**
   * The profile of this name: a preset, or a preset with switches turned on or off, for example
   * {@code 4.0.6+relay-on-read} and {@code 7.0+no-exec-recheck-role}.
   */
  public static Optional<Profile> named(String name) {
    String[] parts = name.split("\\+", -1);
    Profile found = null;
    for (Profile preset : ALL) {
      found = preset.name.equals(parts[0]) ? preset : found;
    }
    for (int i = 1; found != null && i < parts.length; i++) {
      boolean on = !parts[i].startsWith("no-");
      Behaviour behaviour = Behaviour.named(on ? parts[i] : parts[i].substring(3)).orElse(null);
      found = behaviour == null ? null : on ? found.with(behaviour) : found.without(behaviour);
    }
    return Optional.ofNullable(found)
        .map(p -> new Profile(name, p.release, p.rdbVersion, p.behaviours));
  }

  /** The era as it is written, for example {@code 4.0.3}. */
  public String name() {
    return name;
  }

  /** The full version number that INFO and RDB files tell, for example {@code 7.0.15}. */
  public String release() {
    return release;
  }

  /** True for the preset of {@code other} and those after it, whatever switches were turned. */
  public boolean since(Profile other) {
    return rank(this) >= rank(other);
  }

  private static int rank(Profile profile) {
    int rank = 0;
    while (!ALL.get(rank).release.equals(profile.release)) {
      rank++;
    }
    return rank;
  }

  /** True when the release behaves so. */
  public boolean is(Behaviour behaviour) {
    return behaviours.contains(behaviour);
  }

  /** Version number of the RDB files it writes. */
  public int rdbVersion() {
    return rdbVersion;
  }
}
