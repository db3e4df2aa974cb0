package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** Collects the outputs of one step, in order. */
public final class Outbox {
  private final List<Output> outputs = new ArrayList<>();
  private final List<Output> released = new ArrayList<>();
  private final Queue<Late> late = new ArrayDeque<>();
  private boolean held;

  /** An output that waits until so many bytes of the append only file are written. */
  private record Late(long position, Output output) {}

  /**
   * While {@code yes}, {@link #drain} hands out only what is for the disk and the log: the node
   * sleeps.
   */
  public void hold(boolean yes) {
    held = yes;
  }

  /** Adds an output. */
  public void add(Output output) {
    outputs.add(output);
  }

  /** True when nothing waits. */
  public boolean isEmpty() {
    return outputs.isEmpty() && released.isEmpty();
  }

  /**
   * Takes back what would leave for other programs: it waits for {@link #release}. What is already
   * in a connection's buffer is copied.
   *
   * @param position what {@link #release} must reach
   */
  public void keepBack(long position) {
    int kept = 0;
    for (Output output : outputs) {
      switch (output) {
        case Output.Send(long link, ByteBuilder bytes, boolean report) -> {
          ByteBuilder copy = new ByteBuilder(bytes.length());
          copy.put(bytes.array(), 0, bytes.length());
          bytes.clear();
          late.add(new Late(position, new Output.Send(link, copy, report)));
        }
        case Output.Close _, Output.Reset _ -> late.add(new Late(position, output));
        case Output.Open _, Output.Disk _, Output.Emit _, Output.Exit _ ->
            outputs.set(kept++, output);
      }
    }
    outputs.subList(kept, outputs.size()).clear();
  }

  /**
   * Lets go what was kept back for positions up to {@code position}: before all that this step has
   * to say, and for good, so that nothing overtakes.
   */
  public void release(long position) {
    Late first = late.peek();
    while (first != null && first.position <= position) {
      released.add(late.remove().output);
      first = late.peek();
    }
  }

  /** True while outputs are kept back. */
  public boolean keepsBack() {
    return !late.isEmpty();
  }

  /** Hands all outputs to {@code executor} in order, those that it adds meanwhile too. */
  public void drain(Consumer<Output> executor) {
    if (held) {
      drainInside(executor);
      return;
    }
    for (int i = 0; i < released.size(); i++) {
      executor.accept(released.get(i));
    }
    released.clear();
    for (int i = 0; i < outputs.size(); i++) {
      executor.accept(outputs.get(i));
    }
    outputs.clear();
  }

  private void drainInside(Consumer<Output> executor) {
    int kept = 0;
    for (int i = 0; i < outputs.size(); i++) {
      Output output = outputs.get(i);
      if (output instanceof Output.Disk || output instanceof Output.Emit) {
        executor.accept(output);
      } else {
        outputs.set(kept++, output);
      }
    }
    outputs.subList(kept, outputs.size()).clear();
  }
}
