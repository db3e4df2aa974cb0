package glasshouse.engine.fuzz.check;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** No entry of a list to which every entry is pushed once stands there twice (redis issue 4268). */
public final class NothingIsAppliedTwice implements Validation {
  @Override
  public @Nullable String broken(World world, Watched replica, Watched source) {
    for (int db = 0; db < Probe.DATABASES; db++) {
      Set<String> seen = new TreeSet<>();
      for (String entry : Probe.lines(replica, db, "LRANGE", "log", "0", "-1")) {
        if (!seen.add(entry)) {
          return entry
              + " stands twice in the list log of database "
              + db
              + " of "
              + replica.name();
        }
      }
    }
    return null;
  }
}
