package glasshouse.engine.rdb;

/**
 * The bytes that say what follows: value types, opcodes, the marks of special lengths (Redis 7.2,
 * rdb.h).
 */
final class RdbType {
  private RdbType() {}

  static final int STRING = 0;
  static final int LIST = 1;
  static final int SET = 2;
  static final int ZSET = 3;
  static final int HASH = 4;
  static final int ZSET_2 = 5;
  static final int MODULE_PRE_GA = 6;
  static final int MODULE_2 = 7;
  static final int HASH_ZIPMAP = 9;
  static final int LIST_ZIPLIST = 10;
  static final int SET_INTSET = 11;
  static final int ZSET_ZIPLIST = 12;
  static final int HASH_ZIPLIST = 13;
  static final int LIST_QUICKLIST = 14;
  static final int STREAM_LISTPACKS = 15;
  static final int HASH_LISTPACK = 16;
  static final int ZSET_LISTPACK = 17;
  static final int LIST_QUICKLIST_2 = 18;
  static final int STREAM_LISTPACKS_2 = 19;
  static final int SET_LISTPACK = 20;
  static final int STREAM_LISTPACKS_3 = 21;

  static final int FUNCTION_2 = 245;
  static final int FUNCTION_PRE_GA = 246;
  static final int MODULE_AUX = 247;
  static final int IDLE = 248;
  static final int FREQ = 249;
  static final int AUX = 250;
  static final int RESIZE_DB = 251;
  static final int EXPIRE_MS = 252;
  static final int EXPIRE_SECONDS = 253;
  static final int SELECT_DB = 254;
  static final int EOF = 255;

  /** Length in the low six bits. */
  static final int LEN_6 = 0x00;

  /** Length in the low six bits and the next byte. */
  static final int LEN_14 = 0x40;

  /** Length in the next four bytes, big endian. */
  static final int LEN_32 = 0x80;

  /** Length in the next eight bytes, big endian. */
  static final int LEN_64 = 0x81;

  /** No length but a special string: a little endian number of 8, 16 or 32 bits. */
  static final int INT_8 = 0xC0;

  static final int INT_16 = 0xC1;
  static final int INT_32 = 0xC2;

  /** No length but a compressed string: two lengths and the packed bytes. */
  static final int LZF = 0xC3;

  /** Node of a quicklist that is one long element. */
  static final int NODE_PLAIN = 1;

  /** Node of a quicklist that is a listpack. */
  static final int NODE_PACKED = 2;

  /** True for what stands before a value that is no module's. */
  static boolean isValue(int type) {
    return type >= STRING && type <= ZSET_2 || type >= HASH_ZIPMAP && type <= STREAM_LISTPACKS_3;
  }

  /** What Redis logs of a string of elements that is not what it should be. */
  static String broken(int type) {
    String what =
        switch (type) {
          case LIST_QUICKLIST -> "Ziplist";
          case LIST_QUICKLIST_2 -> "Listpack";
          case HASH_ZIPMAP -> "Zipmap";
          case LIST_ZIPLIST -> "List ziplist";
          case SET_INTSET -> "Intset";
          case SET_LISTPACK -> "Set listpack";
          case ZSET_ZIPLIST -> "Zset ziplist";
          case ZSET_LISTPACK -> "Zset listpack";
          case HASH_ZIPLIST -> "Hash ziplist";
          case HASH_LISTPACK -> "Hash listpack";
          case STREAM_LISTPACKS, STREAM_LISTPACKS_2, STREAM_LISTPACKS_3 -> "Stream listpack";
          default -> throw new AssertionError("no type of packed elements: " + type);
        };
    return what + " integrity check failed.";
  }

  /** A value's type by its number and name, for messages. */
  static String name(int type) {
    return type
        + switch (type) {
          case STRING -> " (string)";
          case LIST -> " (list)";
          case SET -> " (set)";
          case ZSET, ZSET_2 -> " (sorted set)";
          case HASH -> " (hash)";
          case HASH_ZIPMAP -> " (hash as zipmap)";
          case LIST_ZIPLIST -> " (list as ziplist)";
          case SET_INTSET -> " (set as intset)";
          case ZSET_ZIPLIST -> " (sorted set as ziplist)";
          case HASH_ZIPLIST -> " (hash as ziplist)";
          case LIST_QUICKLIST -> " (list of ziplists)";
          case HASH_LISTPACK -> " (hash as listpack)";
          case ZSET_LISTPACK -> " (sorted set as listpack)";
          case SET_LISTPACK -> " (set as listpack)";
          case LIST_QUICKLIST_2 -> " (list of listpacks)";
          case STREAM_LISTPACKS, STREAM_LISTPACKS_2, STREAM_LISTPACKS_3 -> " (stream)";
          default -> "";
        };
  }
}
