package glasshouse.engine.config;

import static glasshouse.engine.config.Mark.IMMUTABLE;
import static glasshouse.engine.config.Mark.SENSITIVE;

import java.util.List;

/** Sockets, clients, limits of what they may send. */
public final class NetworkSection extends Section {
  /** Addresses to listen on. */
  public final BindParameter bind = row(new BindParameter(List.of("*", "-::*")));

  /** Address that links to masters leave from; empty for whichever the system picks. */
  public final TextParameter bindSource = text("bind-source-addr", "");

  /** TCP port; 0 for none. */
  public final NumberParameter port = number("port", 6379, 0, 65535);

  /** Length of the queue of connections not yet accepted. */
  public final NumberParameter tcpBacklog = number("tcp-backlog", 511, 0, INT, IMMUTABLE);

  /** Seconds between keepalives of the operating system; 0 for none. */
  public final NumberParameter tcpKeepalive = number("tcp-keepalive", 300, 0, INT);

  /** Path of a Unix socket to listen on; empty for none. */
  public final TextParameter unixSocket = text("unixsocket", "", IMMUTABLE);

  /** Permissions of the Unix socket; 0 for those of the umask. */
  public final NumberParameter unixSocketPermissions =
      row(new NumberParameter("unixsocketperm", NumberParameter.Unit.OCTAL, 0, 0, 0777, IMMUTABLE));

  /** Whether clients from other machines are refused while there is no password. */
  public final FlagParameter protectedMode = flag("protected-mode", true);

  /** Seconds after which an idle client is closed; 0 for never. */
  public final NumberParameter timeout = number("timeout", 0, 0, INT);

  /** Most clients at a time. */
  public final NumberParameter maxClients = number("maxclients", 10000, 1, 4294967295L);

  /** Bytes of requests that may wait in a client's buffer. */
  public final NumberParameter queryBufferLimit = memory("client-query-buffer-limit", GB, MB, LONG);

  /** Bytes of one argument. */
  public final NumberParameter maxBulk = memory("proto-max-bulk-len", 512 * MB, MB, LONG);

  /** Bytes of replies that may wait for a client. */
  public final BufferLimitsParameter outputBufferLimits = row(new BufferLimitsParameter());

  /** Password of the default user; empty for none. */
  public final TextParameter requirePass = text("requirepass", "", SENSITIVE);

  /** Who may use DEBUG: no, yes, or local clients. */
  public final WordParameter enableDebug =
      word("enable-debug-command", "no", "no yes local", IMMUTABLE);

  /** Who may use MODULE LOAD and its like: no, yes, or local clients. */
  public final WordParameter enableModule =
      word("enable-module-command", "no", "no yes local", IMMUTABLE);

  /** Who may set protected parameters: no, yes, or local clients. */
  public final WordParameter enableProtected =
      word("enable-protected-configs", "no", "no yes local", IMMUTABLE);

  NetworkSection() {}
}
