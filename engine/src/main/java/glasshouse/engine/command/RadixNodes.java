package glasshouse.engine.command;

import java.util.Arrays;
import java.util.Collection;

/**
 * How many nodes the radix tree of Redis has for some words of which none is the beginning of
 * another (rax.c): one for each word's end, one where words part, and one for all bytes between two
 * of these that nothing else needs.
 */
final class RadixNodes {
  private RadixNodes() {}

  /** Nodes for {@code words}, which come in the order of their bytes. */
  static long of(Collection<byte[]> words) {
    long nodes = 0;
    // Where the words so far part, from the root to the last word.
    int[] forks = new int[8];
    int open = 0;
    byte[] word = null;
    for (byte[] next : words) {
      if (word != null) {
        int fork = Math.max(0, Arrays.mismatch(word, next));
        int depth = word.length;
        nodes++;
        while (open > 0 && forks[open - 1] > fork) {
          nodes += 1 + between(forks[--open], depth);
          depth = forks[open];
        }
        nodes += between(fork, depth);
        if (open == 0 || forks[open - 1] < fork) {
          forks = open == forks.length ? Arrays.copyOf(forks, open * 2) : forks;
          forks[open++] = fork;
        }
      }
      word = next;
    }
    if (word == null) {
      return 0;
    }
    int depth = word.length;
    nodes++;
    while (open > 0) {
      nodes += 1 + between(forks[--open], depth);
      depth = forks[open];
    }
    return nodes + (depth > 0 ? 1 : 0);
  }

  /** 1 when there are bytes behind the first one after the fork. */
  private static int between(int fork, int depth) {
    return depth > fork + 1 ? 1 : 0;
  }
}
