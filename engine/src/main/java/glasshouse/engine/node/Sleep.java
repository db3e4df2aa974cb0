package glasshouse.engine.node;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * DEBUG SLEEP, and the stillness until the file of SAVE or FLUSHALL is written: what comes while
 * the node sleeps is kept, in order, until it wakes.
 */
final class Sleep {
  private final Core core;
  private final Queue<Input> kept = new ArrayDeque<>();

  Sleep(Core core) {
    this.core = core;
  }

  /** True while the node does nothing. */
  boolean asleep() {
    return core.asleep();
  }

  /** Keeps an input for later; the array of bytes is the shell's again. */
  void keep(Input input) {
    switch (input) {
      case Input.BytesArrived(long link, byte[] bytes, int offset, int length) ->
          kept.add(
              new Input.BytesArrived(
                  link, Arrays.copyOfRange(bytes, offset, offset + length), 0, length));
      case Input.TimerFired() -> {}
      case Input.LinkOpened _, Input.LinkClosed _, Input.Unsent _, Input.DiskDone _ ->
          kept.add(input);
    }
  }

  /** True while there are inputs that came before anything that comes now. */
  boolean keeps() {
    return !kept.isEmpty();
  }

  /** True once when the node wakes: everybody may go on. */
  boolean wakes() {
    boolean woke = core.wakesAt() > 0 && !asleep();
    if (woke) {
      core.sleepUntil = 0;
      core.stillUntil = 0;
    }
    return woke;
  }

  /** The next input that was kept, while the node is awake; null when there is none. */
  @Nullable Input next() {
    return asleep() ? null : kept.poll();
  }
}
