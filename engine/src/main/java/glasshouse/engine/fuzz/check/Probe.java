package glasshouse.engine.fuzz.check;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Asks a node as a client would, without letting time pass. */
public final class Probe {
  /** Databases that a node has. */
  public static final int DATABASES = 16;

  private Probe() {}

  /** The elements of the reply to a command on a database; none when there is no such reply. */
  static List<String> lines(Watched node, int db, String... words) {
    return answer(node, db, words) instanceof Reply.Group(char _, List<Reply> parts)
        ? parts.stream().map(part -> String.join(" ", part.lines())).toList()
        : List.of();
  }

  /** The reply to a command, as redis-cli shows it; empty when there is none at once. */
  public static String text(Watched node, int db, String... words) {
    return String.join(" ", answer(node, db, words).lines());
  }

  private static Reply answer(Watched node, int db, String... words) {
    Reply none = new Reply.Leaf("");
    if (!node.sim().running() || node.sim().frozen()) {
      return none;
    }
    long link = node.sim().connect();
    ByteBuilder request = new ByteBuilder(64);
    Args.of("SELECT", Integer.toString(db)).encode(request);
    Args.of(words).encode(request);
    node.sim().send(link, request.toByteArray());
    ByteBuilder got = node.sim().received(link);
    List<Reply> replies = new ArrayList<>();
    try {
      ByteArrayInputStream in = new ByteArrayInputStream(got.array(), 0, got.length());
      replies.add(Reply.read(in));
      replies.add(Reply.read(in));
    } catch (IOException incomplete) {
      return none;
    } finally {
      node.sim().disconnect(link);
    }
    return replies.getLast();
  }
}
