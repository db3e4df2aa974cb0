package glasshouse.engine.command;

import glasshouse.engine.keyspace.Value;
import java.util.List;

/**
 * What a client waits for. The node runs the command again when one of the keys holds a value of
 * the wanted type, with {@link Call#readyKey} naming it, until it answers.
 *
 * @param keys the keys, in the order the command names them
 * @param type the type of value that serves the client
 * @param deadline Unix milliseconds at which the client gets the empty answer; 0 for never
 * @param emptyArray true when the empty answer is a null array, false for a null bulk
 */
public record Blocking(
    List<byte[]> keys, Class<? extends Value> type, long deadline, boolean emptyArray) {}
