package glasshouse.engine.command;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.keyspace.Keyspace;
import glasshouse.engine.resp.ErrorReply;

/**
 * When keys expire: how commands name the time, and how replicas are told. All commands that set an
 * expiry go through here, so that what an era does differently has one place.
 */
public final class ExpireTime {
  /** How an argument counts time. */
  public enum Form {
    /** Seconds from now. */
    EX(1000, true),
    /** Milliseconds from now. */
    PX(1, true),
    /** Unix seconds. */
    EXAT(1000, false),
    /** Unix milliseconds. */
    PXAT(1, false);

    final int scale;
    final boolean relative;

    Form(int scale, boolean relative) {
      this.scale = scale;
      this.relative = relative;
    }

    /** True for a distance from now, false for a date. */
    public boolean relative() {
      return relative;
    }
  }

  private static final byte[] PEXPIRE = Bytes.of("PEXPIRE");
  private static final byte[] PEXPIREAT = Bytes.of("PEXPIREAT");

  private ExpireTime() {}

  /**
   * Argument {@code i} as Unix milliseconds; it must lie after 1970 and count upwards (SET, GETEX,
   * SETEX: getExpireMillisecondsOrReply of Redis).
   *
   * @throws ErrorReply ERR value is not an integer..., or ERR invalid expire time in...
   */
  public static long positive(Call call, int i, Form form, String command) {
    long given = call.args().longAt(i);
    if (given <= 0) {
      throw invalid(command);
    }
    return any(call, given, form, command);
  }

  /**
   * {@code given} as Unix milliseconds, which may be negative (EXPIRE and its kin).
   *
   * @throws ErrorReply ERR invalid expire time in... when it leaves 64 bits
   */
  public static long any(Call call, long given, Form form, String command) {
    long base = form.relative ? call.now() : 0;
    if (given > Long.MAX_VALUE / form.scale || given < Long.MIN_VALUE / form.scale) {
      throw invalid(command);
    }
    long scaled = given * form.scale;
    if (scaled > Long.MAX_VALUE - base) {
      throw invalid(command);
    }
    return scaled + base;
  }

  private static ErrorReply invalid(String command) {
    return new ErrorReply("ERR invalid expire time in '" + command + "' command");
  }

  /**
   * True when a key that is to expire at {@code at} is to go at once: the time is over, and nobody
   * else decides on it (a replica waits for its master's DEL).
   */
  public static boolean over(Call call, long at) {
    return at <= call.now() && call.host().keyspace().expiry() == Keyspace.Expiry.DELETE;
  }

  /**
   * Replicas get these words, which name the time in absolute terms, instead of the client's; in
   * eras that send relative times the client's words go as they are.
   */
  public static void replicateAs(Call call, byte[]... argv) {
    if (call.host().replicatesAbsoluteExpiry()) {
      call.replicateAs(argv);
    }
  }

  /**
   * Replicas get PEXPIREAT for a command that itself is never sent (GETEX); PEXPIRE for a relative
   * time in eras that send such.
   */
  public static void replicateExpiry(Call call, byte[] key, Form form, long at) {
    if (form.relative && !call.host().replicatesAbsoluteExpiry()) {
      call.replicateAs(PEXPIRE, key, Numbers.decimal(at - call.now()));
    } else {
      call.replicateAs(PEXPIREAT, key, Numbers.decimal(at));
    }
  }
}
