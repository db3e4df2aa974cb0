package glasshouse.ui.action;

import glasshouse.engine.Action;
import glasshouse.ui.model.Topology;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A row of {@link Actions}.
 *
 * @param id the word of exhibits and tests
 * @param title what a button says
 * @param icon name of a Feather icon
 * @param key a key combination as JavaFX writes it, empty for none; two rows may share one when at
 *     most one of them is possible at a time
 * @param when whether it is possible now
 * @param deed what it does
 */
public record UiAction(String id, String title, String icon, String key, When when, Deed deed) {
  /** Whether something is possible. */
  @FunctionalInterface
  public interface When {
    /** Why it is not possible with that node, empty when it is. */
    String refusal(Topology.Member member);
  }

  /** What an action does. */
  public sealed interface Deed {
    /** Asks the engine to do something with a node. */
    record OnNode(Function<String, Action> make) implements Deed {}

    /** Asks the engine to do something with a node and a second one. */
    record OnTwo(String between, BiFunction<String, String, Action> make) implements Deed {}

    /** Does something in the window with a node. */
    record InWindow(BiConsumer<Hands, String> act) implements Deed {}

    /** Does something in the window. */
    record Always(Consumer<Hands> act) implements Deed {}
  }
}
