package glasshouse.engine.base;

/** Every bound of the program in one place: what comes from outside is never trusted with size. */
public final class Limits {
  private Limits() {}

  /** Bytes a buffer may keep when it is idle; larger ones are given back (16 KiB). */
  public static final int IDLE_BUFFER = 16 * 1024;

  /** Largest inline request and largest length line, as PROTO_INLINE_MAX_SIZE of Redis (64 KiB). */
  public static final int INLINE_MAX = 64 * 1024;

  /** Largest number of arguments of one request, as in Redis 7.0 (INT_MAX; 1024*1024 before). */
  public static final int MULTIBULK_MAX = Integer.MAX_VALUE;

  /** Arguments and bytes of one argument that a client may send before it has authenticated. */
  public static final int UNAUTHENTICATED_ARGS = 10;

  /** See {@link #UNAUTHENTICATED_ARGS}. */
  public static final int UNAUTHENTICATED_BULK = 16384;

  /** Default of proto-max-bulk-len: 512 MiB. */
  public static final long BULK_MAX = 512L * 1024 * 1024;

  /** Bytes of one reply whose length is the client's choice (ZRANDMEMBER key -1000000000). */
  public static final int REPLY_MAX = 1 << 29;

  /** Bytes of replies after which a client's turn ends, whatever it has pipelined (1 MiB). */
  public static final int REPLY_TURN = 1 << 20;

  /**
   * Bytes that may wait for one client that reads too slowly, where client-output-buffer-limit says
   * nothing. Redis goes on until its machine is full; the nodes here share one memory.
   */
  public static final long OUTPUT_MAX = 1L << 31;

  /**
   * Bytes that wait on a link between nodes at most (256 KiB): on the way in the simulator, and
   * where a real one is stalled. Of more, the sender is told that they are not out.
   */
  public static final int LINK_ROOM = 256 * 1024;

  /** Bytes of requests that a buffer can hold, whatever client-query-buffer-limit says. */
  public static final int QUERY_MAX = Integer.MAX_VALUE - (1 << 20);

  /** Number of databases of a node unless configured otherwise. */
  public static final int DATABASES = 16;

  /** Longest string in an RDB, packed ones and whole listpacks included: what an array can hold. */
  public static final int RDB_STRING_MAX = Integer.MAX_VALUE - 1024;

  /**
   * Bytes of a live node's stack: what redis-server has. Values that scripts nest as deep as cjson
   * takes them need more than what a thread has by itself.
   */
  public static final long NODE_STACK = 8L << 20;

  /** Bytes that a Lua script may hold at a time: 256 MiB. Redis itself has no such bound. */
  public static final long SCRIPT_MEMORY = 256L * 1024 * 1024;

  /** Bytes that a debugged script may show between two stops (16 MiB); Redis has no such bound. */
  public static final int DEBUG_LOG = 16 << 20;

  /** Scripts of a node that are debugged beside it at a time, each with a copy of its data. */
  public static final int DEBUG_SESSIONS = 8;
}
