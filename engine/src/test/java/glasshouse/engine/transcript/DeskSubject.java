package glasshouse.engine.transcript;

import glasshouse.engine.node.Desk;
import glasshouse.engine.resp.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our node, on a desk; a new one for every block. */
final class DeskSubject implements Subject {
  private static final int CONTROL = 15;

  private Desk desk = new Desk("enable-debug-command", "yes");
  private StringBuilder[] received = {};

  @Override
  public String name() {
    return "our node";
  }

  @Override
  public void reset() {
    desk = new Desk("enable-debug-command", "yes");
    received = new StringBuilder[CONTROL + 1];
    for (int i = 0; i < received.length; i++) {
      received[i] = new StringBuilder();
    }
    desk.stream();
    desk.as(CONTROL, "FLUSHALL");
    desk.stream();
  }

  @Override
  public void send(int client, List<String> words) {
    received[client].append(desk.as(client, words.toArray(new String[0])));
  }

  @Override
  public @Nullable Reply receive(int client) {
    return poll(client);
  }

  @Override
  public @Nullable Reply poll(int client) {
    StringBuilder mine = received[client].append(desk.take(client));
    if (mine.isEmpty()) {
      return null;
    }
    byte[] bytes = mine.toString().getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    try {
      Reply reply = Reply.read(in);
      mine.delete(0, bytes.length - in.available());
      return reply;
    } catch (IOException e) {
      throw new AssertionError("our node sent a broken reply: " + Words.quote(mine.toString()), e);
    }
  }

  @Override
  public List<List<String>> stream() {
    return desk.stream();
  }

  @Override
  public boolean config(String name, String value) {
    return desk.as(CONTROL, "CONFIG", "SET", name, value).equals("+OK\r\n");
  }

  @Override
  public void pass(long milliseconds) {
    desk.pass(milliseconds);
  }

  @Override
  public long now() {
    return desk.now();
  }

  @Override
  public long late() {
    return 0;
  }

  @Override
  public void close() {}
}
