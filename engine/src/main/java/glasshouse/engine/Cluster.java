package glasshouse.engine;

import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.EngineEvent;
import java.util.function.Consumer;

/**
 * The front door: a running cluster of nodes. All methods return at once and may be called from any
 * thread; answers come later on a thread of the engine.
 */
public interface Cluster extends AutoCloseable {
  /** The newest view; refreshed about twenty times a second. */
  ClusterView view();

  /**
   * Hands over the events since the last call, oldest first, and returns how many were lost because
   * nobody came for them in time. One reader.
   */
  long drainEvents(Consumer<EngineEvent> reader);

  /** Whether a node has logged these words lately, whoever drained it meanwhile. */
  boolean tells(String node, String words);

  /** Carries out an action; {@code done} is told exactly once, a refusal when this is closed. */
  void act(Action action, Consumer<Outcome> done);

  /** Opens a console to a node: a client of its own, with its own selected database. */
  Console console(String node);

  /** Ends all nodes (without saving) and their links; returns when their threads have ended. */
  @Override
  void close();
}
