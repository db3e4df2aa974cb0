package glasshouse.engine.node;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an RDB says besides its data. Fields that it does not have keep their defaults. */
public final class LoadedInfo {
  private static final int REPLID_LENGTH = 40;

  private int version;
  private @Nullable String replid;
  private long replOffset = -1;
  private int streamDb = -1;
  private String redisVersion = "";
  private long ctime = -1;
  private long usedMemory = -1;
  private boolean aofBase;
  private boolean told;
  private final List<byte[]> scripts = new ArrayList<>();
  private final List<byte[]> functions = new ArrayList<>();

  LoadedInfo() {}

  /** True once the log has been told of it. */
  boolean told() {
    return told;
  }

  /** Notes that the log is told of it. */
  void tell() {
    told = true;
  }

  /** Version of the format; 0 before the header was read. */
  public int version() {
    return version;
  }

  /** The field repl-id (40 characters), or null. */
  public @Nullable String replid() {
    return replid;
  }

  /** The field repl-offset, or -1. */
  public long replOffset() {
    return replOffset;
  }

  /** The field repl-stream-db, or -1. */
  public int streamDb() {
    return streamDb;
  }

  /** True when a replication id, an offset and a database are there: replication can go on. */
  public boolean hasReplication() {
    return replid != null && replOffset >= 0 && streamDb >= 0;
  }

  /** The field redis-ver, or nothing. */
  public String redisVersion() {
    return redisVersion;
  }

  /** The field ctime: Unix seconds of the save, or -1. */
  public long ctime() {
    return ctime;
  }

  /** The field used-mem: bytes the saving server used, or -1. */
  public long usedMemory() {
    return usedMemory;
  }

  /** The field aof-base (7.0) or aof-preamble (before): the start of an append-only file. */
  public boolean aofBase() {
    return aofBase;
  }

  /** The fields lua: bodies of cached scripts, as files of 4.0.4 to 6.2 have them. */
  public List<byte[]> scripts() {
    return scripts;
  }

  /** Libraries of functions, as source text. */
  public List<byte[]> functions() {
    return functions;
  }

  void version(int number) {
    version = number;
  }

  /** Notes a field, if it is one that is known here. */
  void note(byte[] key, byte[] value) {
    switch (Bytes.text(key)) {
      case "repl-id" -> replid = value.length == REPLID_LENGTH ? Bytes.text(value) : null;
      case "repl-offset" -> replOffset = number(value);
      case "repl-stream-db" -> streamDb = Math.clamp(number(value), -1, Integer.MAX_VALUE);
      case "redis-ver" -> redisVersion = Bytes.text(value);
      case "ctime" -> ctime = number(value);
      case "used-mem" -> usedMemory = number(value);
      case "aof-base", "aof-preamble" -> aofBase = number(value) == 1;
      case "lua" -> scripts.add(value);
      default -> {}
    }
  }

  private static long number(byte[] value) {
    return Numbers.isLong(value, 0, value.length) ? Numbers.parseLong(value, 0, value.length) : -1;
  }
}
