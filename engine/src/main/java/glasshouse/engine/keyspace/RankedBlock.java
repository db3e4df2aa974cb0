package glasshouse.engine.keyspace;

/** One block of a {@link RankedList}. */
sealed interface RankedBlock permits RankedLeaf, RankedBranch {
  /** The lowest member; the block is not empty. */
  SortedSetValue.Member low();

  /** Number of members in and below the block. */
  int size();
}
