package glasshouse.engine.command;

import glasshouse.engine.keyspace.Value;
import glasshouse.engine.resp.Args;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client waits for. The node runs the command again when one of the keys holds a value of
 * the wanted type, with {@link Call#readyKey} naming it, until it answers.
 *
 * @param keys the keys, in the order the command names them
 * @param type the type of value that serves the client
 * @param deadline Unix milliseconds at which the client gets the empty answer; 0 for never
 * @param emptyArray true when the empty answer is a null array, false for a null bulk
 * @param condition what else must be true; null when any value of the type serves the client
 */
public record Blocking(
    List<byte[]> keys,
    Class<? extends Value> type,
    long deadline,
    boolean emptyArray,
    @Nullable Condition condition) {
  /** What a client expects of a value beyond its type. */
  public interface Condition {
    /** True when the command, run again, finds something to answer in what {@code key} holds. */
    boolean serves(byte[] key, Value value);

    /** The error that ends the wait when a key holds nothing of the type any more; null: none. */
    @Nullable String goneError();

    /** The words to run again: the command with what it knew when it began to wait. */
    Args again();
  }

  /** Waits for any value of the type. */
  public Blocking(
      List<byte[]> keys, Class<? extends Value> type, long deadline, boolean emptyArray) {
    this(keys, type, deadline, emptyArray, null);
  }

  /** True when what {@code key} holds serves the client; null: it holds nothing. */
  public boolean serves(byte[] key, @Nullable Value value) {
    return type.isInstance(value)
        && (condition == null || condition.serves(key, Objects.requireNonNull(value)));
  }

  /** The error that ends the wait because a key holds {@code value} now, or nothing; or null. */
  public @Nullable String goneError(@Nullable Value value) {
    return condition == null || type.isInstance(value) ? null : condition.goneError();
  }
}
