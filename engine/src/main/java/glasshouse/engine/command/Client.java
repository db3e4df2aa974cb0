package glasshouse.engine.command;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.acl.User;
import glasshouse.engine.command.transaction.Transaction;
import glasshouse.engine.keyspace.Database;
import org.jspecify.annotations.Nullable;

/** A connection as commands see it: who it is, where it stands, what it has asked for. */
public final class Client {
  private final long id;
  private Database database;
  private int protocol = 2;
  private byte[] name = Bytes.EMPTY;
  private @Nullable User user;
  private boolean authenticated = true;
  private final Subscriptions subscriptions = new Subscriptions();
  private final KeyTracking tracking = new KeyTracking();
  private final ClientModes modes = new ClientModes();
  private final Transaction transaction = new Transaction();
  private long writeOffset;

  /** A client with this id (unique in its node), standing on {@code database}. */
  public Client(long id, Database database) {
    this.id = id;
    this.database = database;
  }

  /** What it has subscribed to. */
  public Subscriptions subscriptions() {
    return subscriptions;
  }

  /** How it wants to be told of changed keys. */
  public KeyTracking tracking() {
    return tracking;
  }

  /** The number CLIENT ID answers. */
  public long id() {
    return id;
  }

  /** The selected database. */
  public Database database() {
    return database;
  }

  /** Selects a database. */
  public void select(Database selected) {
    database = selected;
  }

  /** How the client wants to be treated. */
  public ClientModes modes() {
    return modes;
  }

  /** What the client has queued since MULTI. */
  public Transaction transaction() {
    return transaction;
  }

  /** master_repl_offset behind the client's last command; what WAIT waits for. */
  public long writeOffset() {
    return writeOffset;
  }

  /** Notes {@link #writeOffset()}. */
  public void writeOffset(long offset) {
    writeOffset = offset;
  }

  /** RESP version, 2 or 3. */
  public int protocol() {
    return protocol;
  }

  /** Changes the RESP version. */
  public void protocol(int version) {
    protocol = version;
  }

  /** The name given by CLIENT SETNAME; empty for none. */
  public byte[] name() {
    return name;
  }

  /** Sets the name. */
  public void name(byte[] newName) {
    name = newName;
  }

  /** Whose rights it has; null for one that may do everything: our master's link, the node. */
  public @Nullable User user() {
    return user;
  }

  /** Gives it the rights of a user. */
  public void user(@Nullable User newUser) {
    user = newUser;
  }

  /** True when no password is needed, or the right one was given. */
  public boolean authenticated() {
    return authenticated;
  }

  /** Notes whether the client may run commands. */
  public void authenticated(boolean yes) {
    authenticated = yes;
  }
}
