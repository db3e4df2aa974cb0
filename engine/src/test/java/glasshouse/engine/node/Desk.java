package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.RequestParser;
import java.util.ArrayList;
import java.util.List;

/**
 * One node on a desk: clients are strings in and strings out, time moves when the test says so.
 *
 * <pre>{@code
 * Desk desk = new Desk();
 * assertThat(desk.run("SET", "a", "1")).isEqualTo("+OK\r\n");
 * }</pre>
 */
public final class Desk {
  private static final String NODE = "desk";

  private final Lab lab = new Lab();
  private final RequestParser stream = new RequestParser();
  private long observer;

  /** A fresh node with clients 1 to 15 connected. */
  public Desk() {
    this(new String[0]);
  }

  /** As {@link #Desk()}, with parameters of redis.conf as pairs of name and value. */
  public Desk(String... config) {
    lab.master(NODE, config);
    for (int link = 1; link < 16; link++) {
      lab.connect(NODE);
    }
  }

  /** Runs a command as client 1; the reply as it stands on the wire. */
  public String run(String... words) {
    return as(1, words);
  }

  /** Runs a command as another client; the reply, empty when it blocks. */
  public String as(int client, String... words) {
    return lab.send(NODE, client, words);
  }

  /** Sends raw bytes as a client; what came back so far and was not yet read. */
  public String send(int client, byte[] bytes) {
    return lab.raw(NODE, client, bytes);
  }

  /** Sends raw characters as a client. */
  public String send(int client, String characters) {
    return send(client, Bytes.of(characters));
  }

  /** What a client got since the last look. */
  public String take(int client) {
    return lab.take(NODE, client);
  }

  /** Lets {@code milliseconds} pass, firing the node's timers on the way. */
  public void pass(long milliseconds) {
    lab.pass(milliseconds);
  }

  /** The lab the desk stands in. */
  public Lab lab() {
    return lab;
  }

  /** Unix milliseconds on the desk. */
  public long now() {
    return lab.now();
  }

  /**
   * The commands that went down the replication stream since the last call, each as its words. The
   * first call attaches an observer, as a replica would, and returns nothing.
   */
  public List<List<String>> stream() {
    if (observer == 0) {
      observer = lab.connect(NODE);
      ByteBuilder request = new ByteBuilder(32);
      Args.of("SYNC").encode(request);
      String got = lab.raw(NODE, observer, request.toByteArray());
      lab.settle();
      got += lab.take(NODE, observer);
      int start = got.indexOf('$');
      int lineEnd = got.indexOf("\r\n", start);
      int length = Integer.parseInt(got.substring(start + 1, lineEnd));
      feed(got.substring(lineEnd + 2 + length));
      return List.of();
    }
    feed(lab.take(NODE, observer));
    List<List<String>> commands = new ArrayList<>();
    while (stream.next() == RequestParser.Found.REQUEST) {
      Args args = stream.args();
      List<String> words = new ArrayList<>();
      for (int i = 0; i < args.count(); i++) {
        words.add(args.text(i));
      }
      if (!words.isEmpty() && !words.getFirst().equalsIgnoreCase("PING")) {
        commands.add(words);
      }
    }
    return commands;
  }

  private void feed(String characters) {
    byte[] bytes = Bytes.of(characters);
    stream.feed(bytes, 0, bytes.length);
  }
}
