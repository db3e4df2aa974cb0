package glasshouse.engine.command.acl;

import java.util.ArrayList;
import java.util.List;

/** What was refused lately, newest first; the same refusal within a minute is counted. */
public final class AclLog {
  private static final long TOGETHER_MS = 60_000;
  private static final int LOOKED_AT = 10;

  /** Where a command was refused. */
  public enum Context {
    /** From a client. */
    TOPLEVEL,
    /** Between MULTI and EXEC. */
    MULTI,
    /** Called by a script. */
    LUA
  }

  /**
   * One refusal, or several.
   *
   * @param reason {@code command}, {@code key}, {@code channel}, or {@code auth} for a login
   * @param object the command, key or channel; what a login was tried with
   * @param client the line of CLIENT LIST
   * @param at Unix milliseconds of the last one
   */
  record Entry(
      long count,
      String reason,
      Context context,
      String object,
      String user,
      String client,
      long at) {
    boolean isLike(Entry other) {
      return reason.equals(other.reason)
          && context == other.context
          && other.at - at <= TOGETHER_MS
          && object.equals(other.object)
          && user.equals(other.user);
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  /** Notes a refusal; keeps at most {@code most} entries. */
  void add(Entry entry, long most) {
    Entry added = entry;
    for (int i = 0; i < Math.min(LOOKED_AT, entries.size()); i++) {
      Entry old = entries.get(i);
      if (old.isLike(entry)) {
        entries.remove(i);
        added =
            new Entry(
                old.count + 1,
                entry.reason,
                entry.context,
                entry.object,
                entry.user,
                entry.client,
                entry.at);
        break;
      }
    }
    entries.addFirst(added);
    while (entries.size() > most) {
      entries.removeLast();
    }
  }

  List<Entry> entries() {
    return entries;
  }

  void clear() {
    entries.clear();
  }
}
