package glasshouse.engine.node;

import glasshouse.engine.resp.RequestParser;

/**
 * How large the buffers of one client are in Redis 7.0.15 (networking.c, and clientsCron in
 * server.c; seen in CLIENT LIST): 16 KiB for requests and for replies from the start, more for what
 * is larger, less for who is silent. The buffers that are really used here grow from a few hundred
 * bytes; limits of memory are set for those of Redis.
 */
final class ClientBuffers {
  /** Room for one read (PROTO_IOBUF_LEN). */
  private static final int READ = 16 * 1024;

  /** An argument as long gets just the room it needs (PROTO_MBULK_BIG_ARG). */
  private static final int BIG_ARGUMENT = 32 * 1024;

  /** A query buffer above this shrinks to what was lately used of it (PROTO_RESIZE_THRESHOLD). */
  private static final int LARGE_QUERY = 32 * 1024;

  /** Less free space is not worth a smaller buffer. */
  private static final int WORTH_FREEING = 4 * 1024;

  private static final int IDLE_SECONDS = 2;

  /** Up to here a buffer that grows is doubled, beyond it gets as much more (SDS_MAX_PREALLOC). */
  private static final int DOUBLED_BELOW = 1024 * 1024;

  private static final int SMALLEST_REPLY = 1024;
  private static final int LARGEST_REPLY = 16 * 1024;

  /** An empty string of no capacity still takes the smallest piece of memory. */
  private static final int NOTHING = 8;

  private long query;
  private long queryPeak;
  private int reply = LARGEST_REPLY;
  private int replyPeak = LARGEST_REPLY;
  private long peakForgottenAt;

  /** Bytes that the query buffer has room for. */
  long query() {
    return query;
  }

  /** Bytes of memory of the query buffer. */
  long queryMemory() {
    return query == 0 ? NOTHING : SizeClasses.of(query + header(query) + 1);
  }

  /** Bytes of the reply buffer. */
  int reply() {
    return reply;
  }

  /** The most bytes of the reply buffer that were lately in use. */
  int replyPeak() {
    return replyPeak;
  }

  /**
   * So many bytes are read, before the parser gets them.
   *
   * @param ahead whether more are likely to follow, as on the link to the master
   */
  void reads(RequestParser parser, int arrived, boolean ahead) {
    long kept = parser.unparsed();
    long awaited = parser.awaited();
    if (awaited >= BIG_ARGUMENT) {
      makeRoom(kept, Math.max(ahead ? READ : 0, awaited + 2 - kept), ahead);
    } else {
      makeRoom(kept, READ, ahead || query >= READ);
    }
    queryPeak = Math.max(queryPeak, Math.min(query, kept + arrived));
  }

  /** The parser has found what there was to find. */
  void parsed(RequestParser parser) {
    long kept = parser.unparsed();
    long largest = parser.takeLargest();
    if (largest >= BIG_ARGUMENT) {
      makeRoom(0, largest + 2, false);
      queryPeak = Math.max(queryPeak, largest + 2);
    }
    while (query < kept) {
      makeRoom(query, READ, true);
    }
    queryPeak = Math.max(queryPeak, kept);
  }

  private void makeRoom(long used, long more, boolean greedy) {
    if (query - used >= more) {
      return;
    }
    long wanted = used + more;
    if (greedy) {
      wanted += Math.min(wanted, DOUBLED_BELOW);
    }
    int around = header(wanted) + 1;
    query = Math.min(SizeClasses.of(wanted + around) - around, most(wanted));
  }

  /** Bytes before a string of this capacity (sds.h). */
  private static int header(long capacity) {
    return capacity < 1 << 8 ? 3 : capacity < 1 << 16 ? 5 : 9;
  }

  /** The largest capacity that the header of a string can tell. */
  private static long most(long capacity) {
    return capacity < 1 << 8 ? (1 << 8) - 1 : capacity < 1 << 16 ? (1 << 16) - 1 : Long.MAX_VALUE;
  }

  /** So many bytes of replies leave together, and none wait before them. */
  void replied(int bytes) {
    if (bytes > replyPeak) {
      replyPeak = Math.min(bytes, reply);
    }
  }

  /** Cron: what is not used of the query buffer is given back. */
  void trimQuery(RequestParser parser, long idleSeconds) {
    long kept = parser.unparsed();
    long awaited = parser.awaited();
    if (query - kept > WORTH_FREEING) {
      if (idleSeconds > IDLE_SECONDS) {
        query = kept;
      } else if (query > LARGE_QUERY && queryPeak < query / 2) {
        query = Math.max(Math.max(kept, queryPeak), awaited);
      }
    }
    queryPeak = Math.max(kept, awaited);
  }

  /**
   * Cron: the reply buffer gets the size that replies have lately needed.
   *
   * @param waiting bytes in it
   * @param memory milliseconds after which a peak is forgotten; negative for never
   * @return 1 when it has grown, -1 when it has shrunk, 0 when it is as before
   */
  int fitReply(int waiting, long now, long memory) {
    int wanted = reply;
    if (reply / 2 >= SMALLEST_REPLY && replyPeak < reply / 2) {
      wanted = (int) SizeClasses.of(Math.max(SMALLEST_REPLY, replyPeak + 1));
    } else if (reply < LARGEST_REPLY && replyPeak == reply) {
      wanted = Math.min(LARGEST_REPLY, reply * 2);
    }
    if (memory >= 0 && now - peakForgottenAt > memory) {
      replyPeak = Math.min(waiting, reply);
      peakForgottenAt = now;
    }
    int change = Integer.signum(wanted - reply);
    reply = wanted;
    return change;
  }
}
