package glasshouse.engine.act;

import glasshouse.engine.Console.Reply;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.InlineWords;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a person and a node say to each other at a console, whatever carries it: which answer is
 * whose, and the database they have come to. May be used by several threads; who asked is told on
 * the thread that brings the answer.
 */
public final class Talk {
  /** A request, and who waits for its answer. */
  public record Asked(Args words, Consumer<Reply> then) {}

  private final String node;
  private final Queue<Asked> pending = new ArrayDeque<>();
  private @Nullable Consumer<Reply> last;
  private volatile int db;

  /** A talk with a node of this name. */
  public Talk(String node) {
    this.node = node;
  }

  /** Name of the node. */
  public String node() {
    return node;
  }

  /** The database the console stands on, as far as answers so far tell. */
  public int db() {
    return db;
  }

  /** What brings a new connection to the database of the talk, null when it begins there. */
  public @Nullable Args select() {
    return db == 0 ? null : Args.of("SELECT", Integer.toString(db));
  }

  /** The request that a line is, null when it is none; what cannot be split is answered at once. */
  public @Nullable Asked read(String line, Consumer<Reply> then) {
    byte[] bytes = Bytes.of(line);
    byte @Nullable [][] words = InlineWords.split(bytes, 0, bytes.length);
    if (words == null) {
      then.accept(new Reply("Invalid argument(s): quotes are not balanced", true, db));
    }
    return words == null || words.length == 0 ? null : new Asked(Args.of(words), then);
  }

  /** Its answer comes after those of all that were asked before. */
  public synchronized void asked(Asked request) {
    pending.add(request);
    last = request.then;
  }

  /** The node could not be reached with it. */
  public void unreached(Asked request, String why) {
    synchronized (this) {
      pending.remove(request);
    }
    request.then.accept(new Reply("Could not connect to " + node + ": " + why, true, db));
  }

  /** Something came from the node; what nobody waits for goes to whoever asked last. */
  public void heard(glasshouse.engine.resp.Reply said) {
    Asked request;
    Consumer<Reply> unasked;
    synchronized (this) {
      request = pending.poll();
      unasked = last;
    }
    String text = String.join("\n", said.lines());
    boolean error = text.startsWith("(error)");
    if (request != null) {
      if (request.words.is(0, "SELECT") && request.words.count() == 2 && text.equals("OK")) {
        db = (int) request.words.longAt(1);
      }
      request.then.accept(new Reply(text, error, db));
    } else if (unasked != null) {
      unasked.accept(new Reply(text, error, db));
    }
  }

  /** The connection is gone: who waits first is told so, the others wait no more. */
  public void closed() {
    Asked request;
    synchronized (this) {
      request = pending.poll();
      pending.clear();
    }
    if (request != null) {
      request.then.accept(new Reply("The connection to " + node + " was closed", true, db));
    }
  }
}
