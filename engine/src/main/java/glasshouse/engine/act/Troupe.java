package glasshouse.engine.act;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes of a cluster. */
public interface Troupe {
  /** The node of this name, or null. */
  @Nullable Actor get(String name);

  /** All of them, in the order they were added. */
  List<? extends Actor> all();

  /** Adds a node that follows {@code master}, and starts it. */
  Actor add(String master) throws IOException;
}
