package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.LongMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Disk requests and who is told what came of them. */
final class DiskDesk {
  private final Outbox outbox;
  private final LongMap<Consumer<DiskResult>> waiting = new LongMap<>();
  private long next = 1;

  DiskDesk(Outbox outbox) {
    this.outbox = outbox;
  }

  /** A number for a file or a request, never used before. */
  long number() {
    return next++;
  }

  /**
   * Makes a request under a number of its own.
   *
   * @param then told the result; for a file that is read, every part
   */
  void ask(LongFunction<Output.Disk> request, Consumer<DiskResult> then) {
    ask(request.apply(number()), then);
  }

  /** Makes a request; of requests under one number only one may be under way. */
  void ask(Output.Disk request, Consumer<DiskResult> then) {
    waiting.put(request.file(), then);
    outbox.add(request);
  }

  /** More results of {@code number} come, of requests that were added to the outbox. */
  void again(long number, Consumer<DiskResult> then) {
    waiting.put(number, then);
  }

  /** Hands a result to who waits for it; false when nobody here does. */
  boolean took(DiskResult result) {
    boolean more = result instanceof DiskResult.Part(long _, byte[] _, boolean last) && !last;
    Consumer<DiskResult> then = more ? waiting.get(result.file()) : waiting.remove(result.file());
    if (then == null) {
      return false;
    }
    then.accept(result);
    return true;
  }

  /**
   * Writes a small file whole: under a temporary name, synced, then under its own.
   *
   * @param then told why not, or nothing when it stands
   */
  void write(String temporary, String name, byte[] content, Consumer<String> then) {
    long file = number();
    ask(new Output.CreateFile(file, temporary), accepted(file, 3, then));
    outbox.add(new Output.WriteFile(file, content));
    outbox.add(new Output.CommitFile(file, name));
  }

  private Consumer<DiskResult> accepted(long file, int answers, Consumer<String> then) {
    return result -> {
      if (result instanceof DiskResult.Failed(long _, String why)) {
        then.accept(why);
      } else if (answers > 1) {
        again(file, accepted(file, answers - 1, then));
      } else {
        then.accept("");
      }
    };
  }

  /** Reads a small file whole; {@code then} is told of its content, or of Absent or Failed. */
  void read(String name, int most, Consumer<DiskResult> then) {
    ByteBuilder content = new ByteBuilder(256);
    ask(
        file -> new Output.ReadFile(file, name),
        result -> {
          if (!(result instanceof DiskResult.Part(long file, byte[] bytes, boolean last))) {
            then.accept(result);
            return;
          }
          if (content.length() <= most) {
            content.put(bytes);
          }
          if (last) {
            then.accept(
                content.length() > most
                    ? new DiskResult.Failed(file, name + ": IOException: it is too large")
                    : new DiskResult.Part(file, content.toByteArray(), true));
          }
        });
  }
}
