package glasshouse.engine.exhibit;

import java.util.List;

/** Something that can be read off a running cluster, as an exhibit names it. */
public sealed interface Figure {
  /** Value of a string key; {@code (nil)} when there is none. */
  record Key(String key, int db, String node) implements Figure {}

  /** How many keys a database has, as DBSIZE counts. */
  record Keys(int db, String node) implements Figure {}

  /** Whether the value of a string key of database 0 is {@code equal} on these nodes. */
  record Alike(String key, List<String> nodes) implements Figure {}

  /** Whether a node has a script in its cache: {@code known} or {@code unknown}. */
  record Script(String sha, String node) implements Figure {}

  /** Whether a master believes that all its replicas have a script: {@code yes} or {@code no}. */
  record Belief(String sha, String node) implements Figure {}

  /** master_repl_offset of a node, in bytes. */
  record Offset(String node) implements Figure {}

  /** Whether the replication ids of these nodes are {@code equal}, or different. */
  record Replids(List<String> nodes) implements Figure {}

  /**
   * Whose replication id a node keeps as that of the history before its own: a node that wears it
   * now, "other" when nobody does, or "none" when it keeps no id.
   */
  record Replid2(String node) implements Figure {}

  /** Whether a node has logged these words: {@code yes} or {@code no}. */
  record Log(String text, String node) implements Figure {}

  /** Whether master_repl_offset is {@code equal} on all these nodes, else {@code different}. */
  record Offsets(List<String> nodes) implements Figure {}

  /** Whether the data sets of these nodes are {@code equal} by DEBUG DIGEST, or different. */
  record Data(List<String> nodes) implements Figure {}

  /** A field of INFO. */
  record Info(String field, String node) implements Figure {}

  /** The database a node's outgoing stream stands on; "none" when the next write selects. */
  record StreamDb(String node) implements Figure {}

  /** The database a replica's link to its master stands on, also while suspended, or none. */
  record LinkDb(String node) implements Figure {}

  /** master_link_status of a replica: {@code up} or {@code down}. */
  record Link(String node) implements Figure {}

  /** Whether a node runs: loading, running, busy, frozen, stopped or dead. */
  record Run(String node) implements Figure {}

  /** What a replica last answered to its master's stream with an error, or "none". */
  record Refusal(String node) implements Figure {}

  /** Something of a lab; {@link LabFigures} knows the forms. */
  record InLab(String words) implements Figure {}

  /** The figure as a file names it. */
  default String words() {
    return switch (this) {
      case Key(String key, int db, String node) ->
          "key " + key + (db == 0 ? "" : " in db " + db) + " on " + node;
      case Keys(int db, String node) ->
          "keys " + (db == 0 ? "" : "in db " + db + " ") + "on " + node;
      case Alike(String key, List<String> nodes) -> "key " + key + " of " + String.join(" ", nodes);
      case Script(String sha, String node) -> "script " + sha + " on " + node;
      case Belief(String sha, String node) -> "script " + sha + " believed by " + node;
      case Replids(List<String> nodes) -> "replids of " + String.join(" ", nodes);
      case Replid2(String node) -> "replid2 of " + node;
      case Log(String text, String node) -> "log '" + text + "' of " + node;
      case Offset(String node) -> "offset of " + node;
      case Offsets(List<String> nodes) -> "offsets of " + String.join(" ", nodes);
      case Data(List<String> nodes) -> "data of " + String.join(" ", nodes);
      case Info(String field, String node) -> "info " + field + " on " + node;
      case StreamDb(String node) -> "stream db of " + node;
      case LinkDb(String node) -> "link db of " + node;
      case Link(String node) -> "link of " + node;
      case Run(String node) -> "run of " + node;
      case Refusal(String node) -> "refusal of " + node;
      case InLab(String words) -> words;
    };
  }

  /** The nodes it is read off. */
  default List<String> nodes() {
    return switch (this) {
      case Key(_, _, String node) -> List.of(node);
      case Keys(_, String node) -> List.of(node);
      case Alike(_, List<String> nodes) -> nodes;
      case Script(_, String node) -> List.of(node);
      case Belief(_, String node) -> List.of(node);
      case Replids(List<String> nodes) -> nodes;
      case Replid2(String node) -> List.of(node);
      case Log(_, String node) -> List.of(node);
      case Offset(String node) -> List.of(node);
      case Offsets(List<String> nodes) -> nodes;
      case Data(List<String> nodes) -> nodes;
      case Info(_, String node) -> List.of(node);
      case StreamDb(String node) -> List.of(node);
      case LinkDb(String node) -> List.of(node);
      case Link(String node) -> List.of(node);
      case Run(String node) -> List.of(node);
      case Refusal(String node) -> List.of(node);
      case InLab _ -> List.of();
    };
  }
}
