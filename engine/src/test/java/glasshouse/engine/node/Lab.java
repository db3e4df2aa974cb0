package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.ConfigFault;
import glasshouse.engine.config.ConfigReader;
import glasshouse.engine.config.MemoryFiles;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.resp.Args;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.NodeView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Several nodes on one desk, joined by links and given disks, with one clock that moves when the
 * test says so. Bytes arrive in the order they were sent, in one piece or in small ones.
 *
 * <pre>{@code
 * Lab lab = new Lab();
 * lab.master("m").replica("s", "m");
 * lab.run("m", "SET", "a", "1");
 * }</pre>
 */
public final class Lab {
  /** One node of the lab, what is on its disk, and its links. */
  public static final class Place {
    final String name;
    final int port;
    final Config config = new Config(new MemoryFiles());
    final Map<String, byte[]> disk = new TreeMap<>();
    final Map<Long, ByteBuilder> writing = new TreeMap<>();
    final Map<Long, String> temporary = new TreeMap<>();
    final Map<Long, ByteBuilder> clients = new TreeMap<>();
    final Map<Long, Wire> wires = new TreeMap<>();
    final List<EngineEvent> log = new ArrayList<>();
    final Outbox outbox = new Outbox();
    @Nullable Node node;
    long nextLink = 1;
    String masterHost = "";
    int masterPort;
    int exit = -1;
    boolean cut;
    long room = Long.MAX_VALUE;

    Place(String name, int port) {
      this.name = name;
      this.port = port;
    }
  }

  /** The other end of a link. */
  record Wire(Place place, long link) {}

  private record Event(Place place, Input input) {}

  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Queue<Event> queue = new ArrayDeque<>();
  private long now = 1_700_000_000_000L;
  private long seed = 1;
  private int pieces = Integer.MAX_VALUE;

  /** From now on bytes arrive in pieces of at most {@code size}. */
  public Lab piecesOf(int size) {
    pieces = size;
    return this;
  }

  /** Adds and starts a master. */
  public Lab master(String name, String... config) {
    add(name, config);
    return start(name);
  }

  /** Adds and starts a replica of {@code of}, and waits until the stream flows. */
  public Lab replica(String name, String of, String... config) {
    Place place = add(name, config);
    place.masterHost = "lab";
    place.masterPort = place(of).port;
    start(name);
    return until(() -> view(name).replication().link().equals("connected"));
  }

  private Place add(String name, String... config) {
    Place place = new Place(name, 7001 + places.size());
    places.put(name, place);
    set(place.config, "port", Integer.toString(place.port));
    set(place.config, "repl-diskless-sync-delay", "0");
    set(place.config, "repl-ping-replica-period", "3600");
    set(place.config, "repl-timeout", "100000");
    set(place.config, "save", "");
    set(place.config, "enable-debug-command", "yes");
    for (int i = 0; i + 1 < config.length; i += 2) {
      set(place.config, config[i], config[i + 1]);
    }
    return place;
  }

  private static void set(Config config, String name, String value) {
    try {
      ConfigReader.load(config, name + " \"" + value + "\"\n", "");
    } catch (ConfigFault fault) {
      throw new IllegalArgumentException(name + " " + value, fault);
    }
  }

  /** The place of a node. */
  public Place place(String name) {
    Place place = places.get(name);
    if (place == null) {
      throw new IllegalArgumentException("no node " + name);
    }
    return place;
  }

  /** Starts a stopped node on its disk. */
  public Lab start(String name) {
    Place place = place(name);
    Node node = new Node(name, place.config, new RandomSource(seed++), place.outbox);
    place.node = node;
    place.exit = -1;
    node.boot(now, place.masterHost, place.masterPort);
    drain(place);
    return settle();
  }

  /** Ends a node at once. */
  public Lab kill(String name) {
    Place place = place(name);
    place.node = null;
    for (Wire wire : List.copyOf(place.wires.values())) {
      queue.add(new Event(wire.place, new Input.LinkClosed(wire.link, "reset")));
      wire.place.wires.remove(wire.link);
    }
    place.wires.clear();
    place.clients.clear();
    place.writing.clear();
    return settle();
  }

  /** SHUTDOWN of a kind ({@code SAVE}, {@code NOSAVE}), then the end. */
  public Lab shutdown(String name, String... how) {
    String[] words = new String[how.length + 1];
    words[0] = "SHUTDOWN";
    System.arraycopy(how, 0, words, 1, how.length);
    run(name, words);
    return until(() -> place(name).exit == 0).kill(name);
  }

  /** Saves, ends and starts a node again. */
  public Lab restart(String name) {
    return shutdown(name, "SAVE").start(name);
  }

  /** Makes a node start as a replica of {@code of} from now on (as redis.conf would say). */
  public Lab configureReplica(String name, String of) {
    place(name).masterHost = "lab";
    place(name).masterPort = place(of).port;
    return this;
  }

  /** Makes a node start as a master from now on. */
  public Lab configureMaster(String name) {
    place(name).masterHost = "";
    place(name).config.replication.master.set("", 0);
    return this;
  }

  /** From now on the node's disk takes files of at most {@code bytes}. */
  public Lab diskRoom(String name, long bytes) {
    place(name).room = bytes;
    return this;
  }

  /** Files on a node's disk that are being written. */
  public int unfinishedFiles(String name) {
    return place(name).writing.size();
  }

  /** The exit code of a node, -1 while it runs. */
  public int exit(String name) {
    return place(name).exit;
  }

  /** Cuts or heals the link of a node to its master. */
  public Lab cut(String name, boolean yes) {
    Place place = place(name);
    place.cut = yes;
    if (yes) {
      for (Map.Entry<Long, Wire> entry : List.copyOf(place.wires.entrySet())) {
        if (entry.getKey() < 0) {
          unplug(place, entry.getKey());
        }
      }
    }
    return settle();
  }

  private void unplug(Place place, long link) {
    Wire wire = place.wires.remove(link);
    if (wire != null) {
      wire.place.wires.remove(wire.link);
      queue.add(new Event(place, new Input.LinkClosed(link, "cut")));
      queue.add(new Event(wire.place, new Input.LinkClosed(wire.link, "cut")));
    }
  }

  /** A new client of a node. */
  public long connect(String name) {
    Place place = place(name);
    long link = place.nextLink++;
    place.clients.put(link, new ByteBuilder(64));
    step(
        place,
        new Input.LinkOpened(link, "127.0.0.1:" + (40_000 + link), "127.0.0.1:" + place.port));
    settle();
    return link;
  }

  /** Runs a command as a new client, lets everything settle, returns the reply on the wire. */
  public String run(String name, String... words) {
    long link = connect(name);
    return send(name, link, words);
  }

  /** Runs a command as a client; what came back. */
  public String send(String name, long link, String... words) {
    ByteBuilder request = new ByteBuilder(64);
    Args.of(words).encode(request);
    return raw(name, link, request.toByteArray());
  }

  /** Sends bytes as a client; what came back. */
  public String raw(String name, long link, byte[] bytes) {
    step(place(name), new Input.BytesArrived(link, bytes, 0, bytes.length));
    settle();
    return take(name, link);
  }

  /** What a client got since the last look. */
  public String take(String name, long link) {
    ByteBuilder got = place(name).clients.get(link);
    if (got == null) {
      return "";
    }
    String text = got.toString();
    got.clear();
    return text;
  }

  /** The view of a node. */
  public NodeView view(String name) {
    Node node = place(name).node;
    if (node == null) {
      throw new AssertionError(name + " does not run; log: " + place(name).log);
    }
    return node.view();
  }

  /** Unix milliseconds. */
  public long now() {
    return now;
  }

  /** Delivers everything that is under way, without letting time pass. */
  public Lab settle() {
    boolean more = true;
    while (more) {
      Event event = queue.poll();
      while (event != null) {
        step(event.place, event.input);
        event = queue.poll();
      }
      more = false;
      for (Place place : places.values()) {
        Node node = place.node;
        if (node != null && place.exit < 0 && node.nextDeadline() <= now) {
          step(place, new Input.TimerFired());
          more = true;
        }
      }
    }
    return this;
  }

  /** Lets {@code milliseconds} pass, firing all timers on the way. */
  public Lab pass(long milliseconds) {
    long end = now + milliseconds;
    settle();
    while (true) {
      long next = Long.MAX_VALUE;
      for (Place place : places.values()) {
        Node node = place.node;
        if (node != null && place.exit < 0) {
          next = Math.min(next, node.nextDeadline());
        }
      }
      if (next > end) {
        now = end;
        return settle();
      }
      now = Math.max(now, next);
      settle();
    }
  }

  /** Lets time pass, at most a virtual minute, until {@code condition} holds. */
  public Lab until(BooleanSupplier condition) {
    for (int i = 0; i < 600; i++) {
      if (condition.getAsBoolean()) {
        return this;
      }
      pass(100);
    }
    throw new AssertionError("did not come about within a minute; logs: " + logs());
  }

  /** All logs, for a failing test. */
  public String logs() {
    StringBuilder text = new StringBuilder();
    places
        .values()
        .forEach(
            p ->
                p.log
                    .subList(Math.max(0, p.log.size() - 20), p.log.size())
                    .forEach(
                        e -> text.append('\n').append(e.node()).append(": ").append(e.text())));
    return text.toString();
  }

  private void step(Place place, Input input) {
    Node node = place.node;
    if (node == null || place.exit >= 0) {
      return;
    }
    node.step(now, input);
    drain(place);
  }

  private void drain(Place place) {
    place.outbox.drain(output -> carryOut(place, output));
  }

  private void carryOut(Place place, Output output) {
    switch (output) {
      case Output.Send(long link, ByteBuilder bytes, boolean report) -> {
        deliver(place, link, bytes.toByteArray());
        bytes.clear();
        if (report) {
          queue.add(new Event(place, new Input.Unsent(link, 0)));
        }
      }
      case Output.Reset(long link) -> carryOut(place, new Output.Close(link));
      case Output.Close(long link) -> {
        queue.add(new Event(place, new Input.LinkClosed(link, "")));
        Wire wire = place.wires.remove(link);
        if (wire != null) {
          wire.place.wires.remove(wire.link);
          queue.add(new Event(wire.place, new Input.LinkClosed(wire.link, "")));
        }
      }
      case Output.Open(long link, String _, int port) -> open(place, link, port);
      case Output.CreateFile(long file, String name) -> {
        place.writing.put(file, new ByteBuilder(1024));
        place.temporary.put(file, name);
        queue.add(new Event(place, new Input.DiskDone(new DiskResult.Accepted(file))));
      }
      case Output.WriteFile(long file, byte[] bytes) -> {
        ByteBuilder to = place.writing.get(file);
        if (to != null && to.length() + bytes.length > place.room) {
          place.writing.remove(file);
          String why = place.temporary.get(file) + ": IOException: No space left on device";
          queue.add(new Event(place, new Input.DiskDone(new DiskResult.Failed(file, why))));
          return;
        }
        if (to != null) {
          to.put(bytes);
        }
        queue.add(new Event(place, new Input.DiskDone(new DiskResult.Accepted(file))));
      }
      case Output.CommitFile(long file, String name) -> {
        ByteBuilder done = place.writing.remove(file);
        if (done != null) {
          place.disk.put(name, done.toByteArray());
        }
        queue.add(new Event(place, new Input.DiskDone(new DiskResult.Committed(file))));
      }
      case Output.AbortFile(long file) -> place.writing.remove(file);
      case Output.ReadFile(long file, String name) -> {
        byte[] content = place.disk.get(name);
        DiskResult result =
            content == null
                ? new DiskResult.Absent(file)
                : new DiskResult.Part(file, content, true);
        queue.add(new Event(place, new Input.DiskDone(result)));
      }
      case Output.Emit(EngineEvent event) -> place.log.add(event);
      case Output.Exit(int code) -> place.exit = code;
    }
  }

  private void open(Place place, long link, int port) {
    Place target =
        places.values().stream()
            .filter(p -> p.port == port && p.node != null && p.exit < 0)
            .findFirst()
            .orElse(null);
    if (target == null || place.cut) {
      queue.add(new Event(place, new Input.LinkClosed(link, "Connection refused")));
      return;
    }
    long other = target.nextLink++;
    place.wires.put(link, new Wire(target, other));
    target.wires.put(other, new Wire(place, link));
    queue.add(
        new Event(
            target,
            new Input.LinkOpened(other, "127.0.0.1:" + (30_000 + other), "127.0.0.1:" + port)));
    queue.add(new Event(place, new Input.LinkOpened(link, "127.0.0.1:" + port, "127.0.0.1:1")));
  }

  private void deliver(Place place, long link, byte[] bytes) {
    Wire wire = place.wires.get(link);
    if (wire == null) {
      ByteBuilder client = place.clients.get(link);
      if (client != null) {
        client.put(bytes);
      }
      return;
    }
    for (int at = 0; at < bytes.length; at += Math.min(pieces, bytes.length - at)) {
      int count = Math.min(pieces, bytes.length - at);
      queue.add(new Event(wire.place, new Input.BytesArrived(wire.link, bytes, at, count)));
    }
  }

  /** Characters of a dump of the node's disk, for asserting what a file holds. */
  public String file(String name, String file) {
    byte[] content = place(name).disk.get(file);
    return content == null ? "" : Bytes.text(content);
  }
}
