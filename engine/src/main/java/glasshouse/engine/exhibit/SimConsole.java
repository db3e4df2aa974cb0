package glasshouse.engine.exhibit;

import glasshouse.engine.Console;
import glasshouse.engine.act.Talk;
import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.resp.Args;
import glasshouse.engine.sim.SimNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** A console to a simulated node; all but its construction happens under the cluster's lock. */
final class SimConsole implements Console {
  private final SimCluster cluster;
  private final SimNode node;
  private final Talk talk;
  private long link;

  SimConsole(SimCluster cluster, SimNode node) {
    this.cluster = cluster;
    this.node = node;
    talk = new Talk(node.name());
  }

  @Override
  public String node() {
    return node.name();
  }

  @Override
  public int db() {
    return talk.db();
  }

  @Override
  public void send(String line, Consumer<Reply> reply) {
    Talk.Asked request = talk.read(line, reply);
    if (request != null) {
      cluster.run(() -> deliver(request));
    }
  }

  private void deliver(Talk.Asked request) {
    if (!node.running()) {
      talk.unreached(request, "Connection refused");
      return;
    }
    if (!node.connected(link)) {
      link = node.connect();
      Args select = talk.select();
      if (select != null) {
        put(new Talk.Asked(select, _ -> {}));
      }
    }
    put(request);
  }

  private void put(Talk.Asked request) {
    talk.asked(request);
    ByteBuilder bytes = new ByteBuilder(64);
    request.words().encode(bytes);
    node.send(link, bytes.toByteArray());
  }

  /** Hands out what has come back. */
  void serve() {
    ByteBuilder got = node.received(link);
    while (!got.isEmpty()) {
      ByteArrayInputStream in = new ByteArrayInputStream(got.array(), 0, got.length());
      try {
        talk.heard(glasshouse.engine.resp.Reply.read(in));
      } catch (IOException incomplete) {
        return;
      }
      got.discard(got.length() - in.available());
    }
    if (!node.connected(link)) {
      talk.closed();
    }
  }

  @Override
  public void close() {
    cluster.leave(this);
  }
}
