package glasshouse.engine.node;

/** What a replica told about itself with REPLCONF before it asked for the stream. */
final class ReplicaInfo {
  int listeningPort;
  String address = "";
  boolean eof;
  boolean psync2;
  boolean rdbOnly;

  /** REPLCONF rdb-filter-only: the dump is to be without keys. */
  boolean withoutData;

  /** REPLCONF rdb-filter-only: the dump is to be without libraries of functions. */
  boolean withoutFunctions;
}
