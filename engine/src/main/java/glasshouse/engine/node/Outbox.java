package glasshouse.engine.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the outputs of one step, in order. */
public final class Outbox {
  private final List<Output> outputs = new ArrayList<>();
  private boolean held;

  /** While {@code yes}, {@link #drain} hands out nothing: the node sleeps. */
  public void hold(boolean yes) {
    held = yes;
  }

  /** Adds an output. */
  public void add(Output output) {
    outputs.add(output);
  }

  /** True when nothing waits. */
  public boolean isEmpty() {
    return outputs.isEmpty();
  }

  /** Hands all outputs to {@code executor} in order, those that it adds meanwhile too. */
  public void drain(Consumer<Output> executor) {
    if (held) {
      return;
    }
    for (int i = 0; i < outputs.size(); i++) {
      executor.accept(outputs.get(i));
    }
    outputs.clear();
  }
}
