package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.resp.Args;

/**
 * A node on a desk: clients are strings in and strings out, time moves when the test says so.
 *
 * <pre>{@code
 * Desk desk = new Desk();
 * assertThat(desk.run("SET", "a", "1")).isEqualTo("+OK\r\n");
 * }</pre>
 */
public final class Desk {
  private final Outbox outbox = new Outbox();
  private final Node node = new Node(new RandomSource(1), outbox);
  private final ByteBuilder[] received = new ByteBuilder[16];
  private long now = 1_700_000_000_000L;

  /** A fresh node with clients 1 to 15 connected. */
  public Desk() {
    for (int link = 1; link < received.length; link++) {
      received[link] = new ByteBuilder(64);
      step(new Input.LinkOpened(link, "127.0.0.1:" + (50_000 + link), "127.0.0.1:6379"));
    }
  }

  /** Runs a command as client 1; the reply as it stands on the wire. */
  public String run(String... words) {
    return as(1, words);
  }

  /** Runs a command as another client; the reply, empty when it blocks. */
  public String as(int client, String... words) {
    ByteBuilder request = new ByteBuilder(64);
    Args.of(words).encode(request);
    return send(client, request.toByteArray());
  }

  /** Sends raw bytes as a client; what came back so far and was not yet read. */
  public String send(int client, byte[] bytes) {
    step(new Input.BytesArrived(client, bytes, 0, bytes.length));
    return take(client);
  }

  /** Sends raw characters as a client. */
  public String send(int client, String characters) {
    return send(client, Bytes.of(characters));
  }

  /** What a client got since the last look. */
  public String take(int client) {
    String text = received[client].toString();
    received[client].clear();
    return text;
  }

  /** Lets {@code milliseconds} pass, firing the node's timers on the way. */
  public void pass(long milliseconds) {
    long end = now + milliseconds;
    while (node.nextDeadline() <= end) {
      now = Math.max(now, node.nextDeadline());
      step(new Input.TimerFired());
    }
    now = end;
  }

  /** The node. */
  public Node node() {
    return node;
  }

  /** Unix milliseconds on the desk. */
  public long now() {
    return now;
  }

  private void step(Input input) {
    node.step(now, input);
    outbox.drain(this::carryOut);
  }

  private void carryOut(Output output) {
    switch (output) {
      case Output.Send(long link, ByteBuilder bytes) -> {
        received[(int) link].put(bytes.array(), 0, bytes.length());
        bytes.clear();
      }
      case Output.Close(long link) -> node.step(now, new Input.LinkClosed(link, ""));
      case Output.Open _,
          Output.CreateFile _,
          Output.WriteFile _,
          Output.CommitFile _,
          Output.AbortFile _,
          Output.ReadFile _,
          Output.Emit _,
          Output.Exit _ -> {}
    }
  }
}
