package glasshouse.engine.act;

import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.Reply;
import glasshouse.engine.view.NodeView;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A node of a cluster through its lives, as far as actions need it: its name, port and files stay,
 * the running node comes and goes.
 */
public interface Actor {
  /** Its name in the cluster. */
  String name();

  /** The TCP port it listens on, or would. */
  int port();

  /** True while there is a node. */
  boolean running();

  /** True while it stands still. */
  boolean frozen();

  /** True while its link to its master is held cut. */
  boolean cut();

  /** How it looks now, or last looked; null before the first look. */
  @Nullable NodeView view();

  /** Starts it on its files. */
  void start() throws IOException;

  /** Ends it at once. */
  void kill();

  /**
   * Lets it stand still, its sockets open. This and what is done to its link has taken effect when
   * the method returns.
   *
   * @throws IOException when it has not within some seconds; it does so later then
   */
  void freeze() throws IOException;

  /** Lets it go on. */
  void thaw();

  /**
   * Cuts the link to its master and holds it cut, or lets it connect again.
   *
   * @throws IOException as {@link #freeze} does
   */
  void cut(boolean yes) throws IOException;

  /**
   * Lets only {@code bytes} more come in from its master; the rest waits on the way.
   *
   * @throws IOException as {@link #freeze} does
   */
  void stall(long bytes) throws IOException;

  /**
   * Ends {@link #stall}: what waited arrives.
   *
   * @throws IOException as {@link #freeze} does
   */
  void release() throws IOException;

  /** Sets its clock ahead by so many milliseconds more, for this life and the next. */
  void advanceClock(long millis);

  /** The master to follow at the next start; an empty host for none. */
  void follow(String host, int port);

  /**
   * The reply to one command on a connection of its own.
   *
   * @param patience milliseconds to wait for it
   * @throws IOException when the connection cannot be made, or ends, or nothing comes in time
   */
  Reply ask(Args command, int patience) throws IOException;

  /** Waits until it has ended by itself, at most {@code millis}; true when it has. */
  boolean awaitEnd(long millis) throws InterruptedException;
}
