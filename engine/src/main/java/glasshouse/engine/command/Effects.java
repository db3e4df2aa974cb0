package glasshouse.engine.command;

import glasshouse.engine.resp.Args;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command leaves behind for replicas: by default its own words when it changed something; or
 * other words in absolute terms; or several commands; or nothing.
 */
public final class Effects {
  /** Where an effect goes. */
  public enum Target {
    /** To replicas and into the append only file. */
    ALL,
    /** To replicas only. */
    REPLICAS,
    /** Into the append only file only. */
    FILE,
    /** Nowhere. */
    NONE;

    /** True when replicas get it. */
    public boolean replicas() {
      return this == ALL || this == REPLICAS;
    }

    /** True when the append only file gets it. */
    public boolean file() {
      return this == ALL || this == FILE;
    }

    /** Where both this and {@code other} go. */
    public Target and(Target other) {
      return of(replicas() && other.replicas(), file() && other.file());
    }

    /** The target of these two. */
    public static Target of(boolean replicas, boolean file) {
      return replicas ? (file ? ALL : REPLICAS) : (file ? FILE : NONE);
    }
  }

  /** One command for the stream, on database {@code db}. */
  public record Effect(int db, Args args, Target target) {}

  private long dirty;
  private boolean forced;
  private boolean silent;
  private Target target = Target.ALL;
  private @Nullable Args replacement;
  private final List<Effect> more = new ArrayList<>(0);

  /** Forgets everything, before a command runs. */
  public void reset() {
    dirty = 0;
    forced = false;
    silent = false;
    target = Target.ALL;
    replacement = null;
    if (!more.isEmpty()) {
      more.clear();
    }
  }

  void dirty(long changes) {
    dirty += changes;
  }

  /** Number of changes to the data set, as rdb_changes_since_last_save counts them. */
  public long dirty() {
    return dirty;
  }

  void force() {
    forced = true;
  }

  /** True when the command is to be replicated even though it changed nothing. */
  public boolean forced() {
    return forced;
  }

  void target(Target where) {
    target = where;
  }

  /** Where the command goes. */
  public Target target() {
    return target;
  }

  void silence() {
    silent = true;
  }

  /** True when the command itself is not to be replicated. */
  public boolean silent() {
    return silent;
  }

  void replace(Args args) {
    replacement = args;
  }

  /** The words that stand for the command, or null for its own. */
  public @Nullable Args replacement() {
    return replacement;
  }

  void add(int db, Args args) {
    more.add(new Effect(db, args, target));
  }

  /** Commands that follow the command itself, in order. */
  public List<Effect> more() {
    return more;
  }
}
