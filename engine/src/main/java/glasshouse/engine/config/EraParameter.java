package glasshouse.engine.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The era of a node: a preset, and behind it switches to turn on ({@code +relay-on-read}) or off
 * ({@code +no-exec-recheck-role}). What they mean, {@code replication.Profile} knows; that both say
 * the same, {@code ErasTest} holds.
 */
public final class EraParameter extends Parameter {
  /** The presets, oldest first. */
  public static final List<String> PRESETS =
      List.of(
          "4.0.1", "4.0.2", "4.0.3", "4.0.4", "4.0.5", "4.0.6", "4.0.10", "5.0", "6.0.3", "6.2",
          "7.0", "7.4");

  /** The switches, in the order of docs/eras.md. */
  public static final List<String> SWITCHES =
      List.of(
          "save-db-aux",
          "select-db-on-load",
          "save-history-when-disconnected",
          "backlog-on-continue",
          "load-replinfo-as-master",
          "replid2-from-rdb",
          "keep-replid-on-backlog-free",
          "relay-on-read",
          "flush-scriptcache-on-continue",
          "save-lua-aux",
          "dup-script-asserts",
          "replicate-scripts",
          "propagate-script-load",
          "save-expired-keys",
          "relative-ttl",
          "ping-in-stream",
          "trim-trailing-pings",
          "promote-rearms-ttl",
          "exec-recheck-role",
          "pause-counts-offset",
          "inline-newline-parser-broken",
          "replica-evicts",
          "exists-sees-expired",
          "inline-from-master-ends-link",
          "single-write-without-multi",
          "select-inside-multi",
          "wait-for-last-write",
          "freeze-time",
          "keep-replicas-on-reattach",
          "reconnect-at-once",
          "unbounded-blocks",
          "shutdown-waits-for-replicas",
          "flush-saves-behind-stream",
          "backticks-unknown-commands",
          "log-master-errors",
          "functions");

  private static final String NORMAL = "7.0";

  private String value = NORMAL;

  EraParameter() {
    super("glasshouse-era");
  }

  /** The era as it was written. */
  public String value() {
    return value;
  }

  @Override
  public String text() {
    return value;
  }

  @Override
  @Nullable String take(List<String> given, boolean loading) {
    if (!loading) {
      // Whoever sets all that CONFIG GET has told gets no error for this one.
      return given.getFirst().equals(value) ? null : "can't set immutable config";
    }
    String[] parts = given.getFirst().split("\\+", -1);
    if (!PRESETS.contains(parts[0])) {
      return WordParameter.problem(PRESETS);
    }
    for (int i = 1; i < parts.length; i++) {
      String word = parts[i].startsWith("no-") ? parts[i].substring(3) : parts[i];
      if (!SWITCHES.contains(word)) {
        return "no switch '"
            + word
            + "'; behind the release stand switches, +SWITCH or +no-SWITCH, of: "
            + String.join(", ", SWITCHES);
      }
    }
    value = given.getFirst();
    return null;
  }

  @Override
  boolean isDefault() {
    return value.equals(NORMAL);
  }
}
