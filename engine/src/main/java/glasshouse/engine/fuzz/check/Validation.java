package glasshouse.engine.fuzz.check;

import org.jspecify.annotations.Nullable;

/** Something that must hold of a replica that has all that its source has. */
public interface Validation {
  /** How it is broken, or null. */
  @Nullable String broken(World world, Watched replica, Watched source);
}
