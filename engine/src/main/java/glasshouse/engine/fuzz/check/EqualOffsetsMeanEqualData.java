package glasshouse.engine.fuzz.check;

import glasshouse.engine.node.Node;
import glasshouse.engine.view.DigestView;
import org.jspecify.annotations.Nullable;

/** A replica at the offset of its master, in the same history, has the same data. */
public final class EqualOffsetsMeanEqualData implements Validation {
  @Override
  public @Nullable String broken(World world, Watched replica, Watched source) {
    return differs(replica, source).isEmpty() ? null : Difference.between(source, replica);
  }

  /** Who differs and the digests of both; empty when they are equal or cannot be told. */
  public String differs(Watched replica, Watched source) {
    String mine = digest(replica);
    String other = digest(source);
    return mine.isEmpty() || other.isEmpty() || mine.equals(other)
        ? ""
        : replica.name() + ' ' + mine + ' ' + other;
  }

  /** The digest of a node; empty when it cannot be told. */
  static String digest(Watched of) {
    Node node = of.node();
    if (node == null) {
      return "";
    }
    DigestView digest = node.digest();
    if (digest.state() == DigestView.State.PENDING) {
      digest = node.digest();
    }
    return digest.state() == DigestView.State.EXACT ? digest.hex() : "";
  }
}
