package glasshouse.engine.cache;

/** What a store refuses or cannot do: a name for programs, a sentence for people. */
public final class StoreFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The names. */
  public enum Kind {
    /** The store was closed. */
    CLOSED,
    /** The transaction is over. */
    TX_CLOSED,
    /** A change was asked of a transaction that only reads, or of a store opened to read. */
    READ_ONLY,
    /** Commit or rollback of a transaction that view or update ends. */
    TX_MANAGED,
    /** There is no such bucket. */
    BUCKET_MISSING,
    /** There is such a bucket already. */
    BUCKET_EXISTS,
    /** A bucket where a value was expected, or the reverse. */
    INCOMPATIBLE_VALUE,
    /** A key or a bucket's name is empty. */
    KEY_REQUIRED,
    /** A key of more than 32768 bytes. */
    KEY_TOO_LARGE,
    /** A value of more than 2^31-2 bytes. */
    VALUE_TOO_LARGE,
    /** The file is not one of ours. */
    INVALID,
    /** The file was written on a machine of the other byte order. */
    WRONG_ENDIAN,
    /** The file has another version than 2. */
    VERSION_MISMATCH,
    /** Neither meta page has a right checksum. */
    CHECKSUM,
    /** A page contradicts itself or the others. */
    DAMAGED,
    /** The file may not grow as far as it would have to. */
    MAX_SIZE,
    /** Another holder of the file's lock did not let go in time. */
    TIMEOUT,
    /** The system said no. */
    IO
  }

  private final Kind kind;

  /** A fault of a kind, with what was seen, what was expected, and where. */
  public StoreFault(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** A fault with the exception that lies under it. */
  public StoreFault(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Its name. */
  public Kind kind() {
    return kind;
  }

  static StoreFault damaged(String message) {
    return new StoreFault(Kind.DAMAGED, message);
  }
}
