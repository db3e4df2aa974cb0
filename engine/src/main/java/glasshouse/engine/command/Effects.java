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
  /** One command for the stream, on database {@code db}. */
  public record Effect(int db, Args args) {}

  private long dirty;
  private boolean forced;
  private boolean silent;
  private @Nullable Args replacement;
  private final List<Effect> more = new ArrayList<>(0);

  /** Forgets everything, before a command runs. */
  public void reset() {
    dirty = 0;
    forced = false;
    silent = false;
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
    more.add(new Effect(db, args));
  }

  /** Commands that follow the command itself, in order. */
  public List<Effect> more() {
    return more;
  }
}
