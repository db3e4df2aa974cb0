package glasshouse.engine.replication;

import static glasshouse.engine.replication.Behaviour.ABSOLUTE_EXPIRY;
import static glasshouse.engine.replication.Behaviour.BACKLOG_ON_CONTINUE;
import static glasshouse.engine.replication.Behaviour.DUPLICATE_SCRIPT_DIES;
import static glasshouse.engine.replication.Behaviour.EXEC_CHECKS_ROLE;
import static glasshouse.engine.replication.Behaviour.KEEPS_REPLICAS_ON_REATTACH;
import static glasshouse.engine.replication.Behaviour.LOGS_MASTER_ERRORS;
import static glasshouse.engine.replication.Behaviour.PROMOTION_RESTARTS_BACKLOG_TTL;
import static glasshouse.engine.replication.Behaviour.RENEWS_ID_WITH_BACKLOG;
import static glasshouse.engine.replication.Behaviour.SAVES_EXPIRED_KEYS;
import static glasshouse.engine.replication.Behaviour.SAVES_HISTORY_WHEN_DISCONNECTED;
import static glasshouse.engine.replication.Behaviour.SAVES_STREAM_DB;
import static glasshouse.engine.replication.Behaviour.SCRIPTS_IN_RDB;
import static glasshouse.engine.replication.Behaviour.SCRIPTS_VERBATIM;
import static glasshouse.engine.replication.Behaviour.SCRIPT_LOAD_PROPAGATES;
import static glasshouse.engine.replication.Behaviour.SINGLE_WRITE_WITHOUT_MULTI;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * The behaviour of a historical release as a set of named switches. The presets read as a history:
 * each release is the one before with what it mended, changed, or broke.
 */
public final class Profile {
  /** What a node that is configured as master does with the replication fields of its RDB. */
  public enum MasterBoot {
    /** Takes the saved id as its own: two masters may wear one id (4.0.0, 4.0.1). */
    ADOPT,
    /** Ignores them (4.0.2 to 6.2). */
    IGNORE,
    /** Keeps the saved id as the history before (7.0, issue 8015). */
    GROW_OUT_OF
  }

  /** Redis 4.0.1: loses the selected database, applies commands twice, forgets scripts. */
  public static final Profile V4_0_1 =
      new Profile(
          "4.0.1", EnumSet.of(SCRIPTS_VERBATIM, SCRIPT_LOAD_PROPAGATES), MasterBoot.ADOPT, 8);

  /** Redis 4.0.2: the database is kept; lonely writes and scripts are not. */
  public static final Profile V4_0_2 =
      V4_0_1.next("4.0.2", SAVES_STREAM_DB, BACKLOG_ON_CONTINUE).booting(MasterBoot.IGNORE);

  /** Redis 4.0.3: replication is right but for scripts. */
  public static final Profile V4_0_3 =
      V4_0_2.next("4.0.3", SAVES_HISTORY_WHEN_DISCONNECTED, RENEWS_ID_WITH_BACKLOG);

  /** Redis 4.0.4: saves scripts, and dies of a script it has already. */
  public static final Profile V4_0_4 = V4_0_3.next("4.0.4", SCRIPTS_IN_RDB, DUPLICATE_SCRIPT_DIES);

  /** Redis 4.0.5: as 4.0.4; its guard looked the script up under the wrong key. */
  public static final Profile V4_0_5 = V4_0_4.next("4.0.5");

  /** Redis 4.0.6: scripts survive a restart. */
  public static final Profile V4_0_6 = V4_0_5.next("4.0.6").without(DUPLICATE_SCRIPT_DIES);

  /** Redis 5.0 (its last release): scripts are replicated by their effects. */
  public static final Profile V5_0 =
      V4_0_6
          .next(
              "5.0",
              SAVES_EXPIRED_KEYS,
              PROMOTION_RESTARTS_BACKLOG_TTL,
              EXEC_CHECKS_ROLE,
              LOGS_MASTER_ERRORS)
          .without(SCRIPTS_VERBATIM)
          .writing(9);

  /** Redis 6.2 (its last release). */
  public static final Profile V6_2 = V5_0.next("6.2");

  /** Redis 7.0.15. */
  public static final Profile V7_0 =
      V6_2.next("7.0", ABSOLUTE_EXPIRY, SINGLE_WRITE_WITHOUT_MULTI, KEEPS_REPLICAS_ON_REATTACH)
          .without(SCRIPTS_IN_RDB, SCRIPT_LOAD_PROPAGATES)
          .booting(MasterBoot.GROW_OUT_OF)
          .writing(10);

  /** All presets, oldest first. */
  public static final List<Profile> ALL =
      List.of(V4_0_1, V4_0_2, V4_0_3, V4_0_4, V4_0_5, V4_0_6, V5_0, V6_2, V7_0);

  private final String name;
  private final EnumSet<Behaviour> behaviours;
  private final MasterBoot masterBoot;
  private final int rdbVersion;

  private Profile(
      String name, EnumSet<Behaviour> behaviours, MasterBoot masterBoot, int rdbVersion) {
    this.name = name;
    this.behaviours = behaviours;
    this.masterBoot = masterBoot;
    this.rdbVersion = rdbVersion;
  }

  private Profile next(String release, Behaviour... added) {
    EnumSet<Behaviour> all = EnumSet.copyOf(behaviours);
    all.addAll(List.of(added));
    return new Profile(release, all, masterBoot, rdbVersion);
  }

  private Profile without(Behaviour... gone) {
    EnumSet<Behaviour> rest = EnumSet.copyOf(behaviours);
    List.of(gone).forEach(rest::remove);
    return new Profile(name, rest, masterBoot, rdbVersion);
  }

  private Profile booting(MasterBoot boot) {
    return new Profile(name, behaviours, boot, rdbVersion);
  }

  private Profile writing(int version) {
    return new Profile(name, behaviours, masterBoot, version);
  }

  /** The preset of this name. */
  public static Optional<Profile> named(String name) {
    return ALL.stream().filter(p -> p.name.equals(name)).findFirst();
  }

  /** The release, for example {@code 4.0.3}. */
  public String name() {
    return name;
  }

  /** True when the release behaves so. */
  public boolean is(Behaviour behaviour) {
    return behaviours.contains(behaviour);
  }

  /** What a node that is configured as master does with the replication fields of its RDB. */
  public MasterBoot masterBoot() {
    return masterBoot;
  }

  /** Version number of the RDB files it writes. */
  public int rdbVersion() {
    return rdbVersion;
  }
}
