package glasshouse.engine.keyspace;

/**
 * Walks over the living entries of a stream from one id to another. The stream must not change
 * meanwhile.
 */
public final class StreamCursor {
  private final StreamNodes nodes;
  private final StreamId from;
  private final StreamId to;
  private final boolean reverse;
  private final StreamNodeCursor here;
  private int index;
  private boolean done;

  /** Of the entries between two ids, both included: the lowest first, unless {@code reverse}. */
  StreamCursor(StreamNodes nodes, StreamId from, StreamId to, boolean reverse) {
    this.nodes = nodes;
    this.from = from;
    this.to = to;
    this.reverse = reverse;
    index = Math.max(0, nodes.floor(reverse ? to : from));
    here = new StreamNodeCursor(nodes.get(index));
    if (reverse) {
      here.toEnd(nodes.get(index));
    }
  }

  /** Goes to the next entry; false when there is none. */
  public boolean next() {
    while (!done) {
      if (!(reverse ? here.backward() : here.forward())) {
        turn();
      } else if (!here.deleted()) {
        // A deleted entry may have any id: XSETID goes back behind it.
        done = beyond();
        if (!done && !before()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean beyond() {
    return reverse ? from.compareTo(here.ms, here.seq) > 0 : to.compareTo(here.ms, here.seq) < 0;
  }

  private boolean before() {
    return reverse ? to.compareTo(here.ms, here.seq) < 0 : from.compareTo(here.ms, here.seq) > 0;
  }

  private void turn() {
    index += reverse ? -1 : 1;
    if (index < 0 || index >= nodes.size()) {
      done = true;
    } else if (reverse) {
      here.toEnd(nodes.get(index));
    } else {
      here.toFirst(nodes.get(index));
    }
  }

  /** First half of the entry's id. */
  public long ms() {
    return here.ms;
  }

  /** Second half of the entry's id. */
  public long seq() {
    return here.seq;
  }

  /** The entry's id. */
  public StreamId id() {
    return new StreamId(here.ms, here.seq);
  }

  /** Number of fields of the entry. */
  public int fields() {
    return here.count;
  }

  /** Shows field, value, field, value of the entry. */
  public void visit(SliceVisitor visitor) {
    here.visit(visitor);
  }

  /** Where the node of the entry stands among the nodes. */
  int nodeIndex() {
    return index;
  }

  /** Where the entry starts in its node. */
  int entryAt() {
    return here.at;
  }
}
