package glasshouse.engine.replication;

import java.util.List;
import java.util.Optional;

/**
 * The behaviour of a historical release as named switches, each a fault or a design that a later
 * release changed. Sources: the release notes, commits and issues named at each switch, and runs of
 * the releases themselves.
 *
 * @param name the release, for example {@code 4.0.3}
 * @param saveStreamDb the RDB carries repl-stream-db and a restarted replica selects it (4.0.2,
 *     issue 4316)
 * @param saveInfoWhenDisconnected a replica without a live link, and BGSAVE, save the replication
 *     fields (4.0.3, issue 4407)
 * @param backlogOnContinue a replica creates a backlog after +CONTINUE when it has none (4.0.2,
 *     issue 4268)
 * @param masterBoot what a node configured as master does with saved replication fields
 * @param renewIdWithBacklog freeing an unused backlog gives a new replid (4.0.3)
 * @param scriptsInRdb script bodies are saved as lua fields (4.0.4 to 6.2, issue 4483)
 * @param duplicateScriptDies loading a script that is cached already stops the server (4.0.4 and
 *     4.0.5, issue 4505)
 * @param scriptsVerbatim EVAL and EVALSHA go down the stream themselves, not their effects (before
 *     5.0)
 * @param scriptLoadPropagates SCRIPT LOAD and SCRIPT FLUSH go down the stream (before 7.0)
 * @param expiredKeysSaved the RDB keeps keys that expired and were not deleted yet (4.0.10, issue
 *     4950)
 * @param absoluteExpiry expiry goes down the stream as absolute milliseconds (7.0, issue 8474)
 * @param promotionRestartsBacklogTtl promotion restarts the clock of an unused backlog (4.0.7)
 * @param execChecksRole EXEC refuses queued writes when the node became a replica meanwhile (5.0.3)
 * @param singleWriteWithoutMulti a transaction of one write goes without MULTI and EXEC (7.0)
 * @param keepReplicasOnReattach REPLICAOF keeps the sub-replicas and the cached master until the
 *     new master's data set is really loaded (7.0)
 * @param logsMasterErrors errors of the master's commands are logged (4.0.9)
 * @param rdbVersion version number of the RDB files it writes
 */
public record Profile(
    String name,
    boolean saveStreamDb,
    boolean saveInfoWhenDisconnected,
    boolean backlogOnContinue,
    MasterBoot masterBoot,
    boolean renewIdWithBacklog,
    boolean scriptsInRdb,
    boolean duplicateScriptDies,
    boolean scriptsVerbatim,
    boolean scriptLoadPropagates,
    boolean expiredKeysSaved,
    boolean absoluteExpiry,
    boolean promotionRestartsBacklogTtl,
    boolean execChecksRole,
    boolean singleWriteWithoutMulti,
    boolean keepReplicasOnReattach,
    boolean logsMasterErrors,
    int rdbVersion) {
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
          "4.0.1",
          false,
          false,
          false,
          MasterBoot.ADOPT,
          false,
          false,
          false,
          true,
          true,
          false,
          false,
          false,
          false,
          false,
          false,
          false,
          8);

  /** Redis 4.0.2: the database is kept; lonely writes and scripts are not. */
  public static final Profile V4_0_2 =
      new Profile(
          "4.0.2",
          true,
          false,
          true,
          MasterBoot.IGNORE,
          false,
          false,
          false,
          true,
          true,
          false,
          false,
          false,
          false,
          false,
          false,
          false,
          8);

  /** Redis 4.0.3: replication is right but for scripts. */
  public static final Profile V4_0_3 =
      new Profile(
          "4.0.3",
          true,
          true,
          true,
          MasterBoot.IGNORE,
          true,
          false,
          false,
          true,
          true,
          false,
          false,
          false,
          false,
          false,
          false,
          false,
          8);

  /** Redis 4.0.4: saves scripts, and dies of a script it has already. */
  public static final Profile V4_0_4 =
      new Profile(
          "4.0.4",
          true,
          true,
          true,
          MasterBoot.IGNORE,
          true,
          true,
          true,
          true,
          true,
          false,
          false,
          false,
          false,
          false,
          false,
          false,
          8);

  /** Redis 4.0.5: as 4.0.4; its guard looked the script up under the wrong key. */
  public static final Profile V4_0_5 =
      new Profile(
          "4.0.5",
          true,
          true,
          true,
          MasterBoot.IGNORE,
          true,
          true,
          true,
          true,
          true,
          false,
          false,
          false,
          false,
          false,
          false,
          false,
          8);

  /** Redis 4.0.6: scripts survive a restart. */
  public static final Profile V4_0_6 =
      new Profile(
          "4.0.6",
          true,
          true,
          true,
          MasterBoot.IGNORE,
          true,
          true,
          false,
          true,
          true,
          false,
          false,
          false,
          false,
          false,
          false,
          false,
          8);

  /** Redis 5.0 (its last release): scripts are replicated by their effects. */
  public static final Profile V5_0 =
      new Profile(
          "5.0",
          true,
          true,
          true,
          MasterBoot.IGNORE,
          true,
          true,
          false,
          false,
          true,
          true,
          false,
          true,
          true,
          false,
          false,
          true,
          9);

  /** Redis 6.2 (its last release). */
  public static final Profile V6_2 =
      new Profile(
          "6.2",
          true,
          true,
          true,
          MasterBoot.IGNORE,
          true,
          true,
          false,
          false,
          true,
          true,
          false,
          true,
          true,
          false,
          false,
          true,
          9);

  /** Redis 7.0.15. */
  public static final Profile V7_0 =
      new Profile(
          "7.0",
          true,
          true,
          true,
          MasterBoot.GROW_OUT_OF,
          true,
          false,
          false,
          false,
          false,
          true,
          true,
          true,
          true,
          true,
          true,
          true,
          10);

  /** All presets, oldest first. */
  public static final List<Profile> ALL =
      List.of(V4_0_1, V4_0_2, V4_0_3, V4_0_4, V4_0_5, V4_0_6, V5_0, V6_2, V7_0);

  /** The preset of this name. */
  public static Optional<Profile> named(String name) {
    return ALL.stream().filter(p -> p.name.equals(name)).findFirst();
  }
}
