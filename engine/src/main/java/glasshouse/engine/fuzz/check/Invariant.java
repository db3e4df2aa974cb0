package glasshouse.engine.fuzz.check;

import org.jspecify.annotations.Nullable;

/** Something that must hold after each event. One object watches one run. */
public interface Invariant {
  /** After an event of {@code node}: how it is broken, or null. */
  @Nullable String broken(World world, Watched node);
}
