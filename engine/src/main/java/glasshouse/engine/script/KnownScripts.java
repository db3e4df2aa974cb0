package glasshouse.engine.script;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The SHA1s of scripts that a master of an era with verbatim scripts believes all replicas to have
 * (its replication script cache): the oldest goes when there are too many. It is forgotten when a
 * dump for a replica begins, at SCRIPT FLUSH, and when no replica is left; not at +CONTINUE, which
 * is what issue 4483 was about.
 */
public final class KnownScripts {
  private static final int MOST = 10_000;

  private final Set<String> shas = new LinkedHashSet<>();

  /** True when replicas should have the script. */
  public boolean contains(String sha) {
    return shas.contains(sha);
  }

  /** Replicas were sent the script's body. */
  public void add(String sha) {
    if (shas.size() >= MOST) {
      shas.remove(shas.iterator().next());
    }
    shas.add(sha);
  }

  /** Nothing is known any more. */
  public void clear() {
    shas.clear();
  }
}
