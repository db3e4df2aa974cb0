package glasshouse.engine.sim;

import glasshouse.engine.act.Actor;
import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.ConfigFault;
import glasshouse.engine.config.ConfigReader;
import glasshouse.engine.node.DiskResult;
import glasshouse.engine.node.Input;
import glasshouse.engine.node.Node;
import glasshouse.engine.node.Outbox;
import glasshouse.engine.node.Output;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.Reply;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.NodeView;
import glasshouse.engine.view.ReplicationView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A simulated node through its lives: its name, port and disk stay, the node comes and goes. */
public final class SimNode implements Actor {
  private final Simulation simulation;
  private final String name;
  private final int port;
  private final String options;
  private final SimFiles files = new SimFiles();
  private final SimDisk disk = new SimDisk();
  private final SimLinks links;
  private Outbox outbox = new Outbox();
  private final Inbox inbox = new Inbox();
  private final Inbox heldResults = new Inbox();
  private @Nullable Node node;
  private @Nullable NodeView lastView;
  private String masterHost = "";
  private int masterPort;
  private boolean frozen;
  private boolean diskHeld;
  private String moreOptions = "";
  private int exit = -1;
  private int life;
  private long skew;
  private long diskDelay;
  private long diskDoneAt;

  SimNode(Simulation simulation, String name, int port, String options) {
    this.simulation = simulation;
    this.name = name;
    this.port = port;
    this.options = options;
    links = new SimLinks(simulation, this);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public boolean running() {
    return node != null;
  }

  @Override
  public boolean frozen() {
    return frozen;
  }

  @Override
  public boolean cut() {
    return links.cut();
  }

  /** The exit code with which it ended by itself, -1 while it runs and after a kill. */
  public int exit() {
    return exit;
  }

  SimLinks links() {
    return links;
  }

  @Override
  public @Nullable NodeView view() {
    Node running = node;
    NodeView last = lastView;
    if (running != null) {
      return frozen ? running.view().with(NodeView.Run.FROZEN) : running.view();
    }
    return last == null ? null : last.with(exit == 0 ? NodeView.Run.STOPPED : NodeView.Run.DEAD);
  }

  @Override
  public void follow(String host, int hostPort) {
    masterHost = host;
    masterPort = hostPort;
  }

  @Override
  public void start() throws IOException {
    Config config = new Config(files);
    config.commands.of(() -> Node.commandNames(config.files()));
    try {
      ConfigReader.load(config, options + "\n" + moreOptions + "\nport " + port + "\n", "");
    } catch (ConfigFault fault) {
      throw new IOException("configuration of " + name + ": " + fault.getMessage(), fault);
    }
    outbox = new Outbox();
    Node made = new Node(name, config, simulation.newRandom(), outbox);
    node = made;
    exit = -1;
    made.boot(simulation.now() + skew, masterHost, masterPort);
    drain();
    simulation.settle();
  }

  @Override
  public void kill() {
    end();
    simulation.settle();
  }

  /** The node is gone, and all that it had open. It starts again under the master it last had. */
  private void end() {
    Node gone = node;
    if (gone != null) {
      NodeView view = gone.view();
      lastView = view;
      ReplicationView replication = view.replication();
      String address = replication.masterAddress();
      int colon = address.lastIndexOf(':');
      masterHost = replication.master() ? "" : address.substring(0, colon);
      masterPort = replication.master() ? 0 : Integer.parseInt(address.substring(colon + 1));
    }
    node = null;
    life++;
    frozen = false;
    inbox.clear();
    links.ended();
    heldResults.clear();
    disk.ended();
  }

  @Override
  public boolean awaitEnd(long millis) {
    return simulation.until(() -> node == null, millis);
  }

  @Override
  public void freeze() {
    frozen = node != null;
  }

  @Override
  public void thaw() {
    frozen = false;
    inbox.drain(this::take);
    simulation.settle();
  }

  @Override
  public void cut(boolean yes) {
    links.cut(yes);
    simulation.settle();
  }

  @Override
  public void stall(long bytes) {
    links.stall(bytes);
  }

  @Override
  public void release() {
    links.release();
    simulation.settle();
  }

  /** While {@code yes}, it cannot open links to other nodes; those it has go on. */
  public void refuse(boolean yes) {
    links.refuse(yes);
  }

  /** What other nodes send takes {@code millis} to come here from now on. */
  public void delay(long millis) {
    links.delay(millis);
  }

  @Override
  public void advanceClock(long millis) {
    skew += millis;
    simulation.settle();
  }

  /** Its clock is {@code millis} ahead of that of the simulation, or behind it. */
  public void skew(long millis) {
    skew = millis;
  }

  /** From now on its disk takes {@code millis} for everything. */
  public void diskDelay(long millis) {
    diskDelay = millis;
  }

  /** Counts its lives: what was sent to one does not reach the next. */
  public int life() {
    return life;
  }

  /** The running node, or null. */
  public @Nullable Node node() {
    return node;
  }

  /** From now on its disk takes files of at most {@code bytes}. */
  public void diskRoom(long bytes) {
    disk.room(bytes);
  }

  /** Its disk: what is on it can be looked at and changed. */
  public SimDisk disk() {
    return disk;
  }

  /** While {@code yes}, it does not learn what its disk has done. */
  public void holdDisk(boolean yes) {
    diskHeld = yes;
    if (!yes) {
      heldResults.drain(input -> simulation.schedule(this, input));
      simulation.settle();
    }
  }

  /** Ends it and the machine it runs on: what was not synced is lost. */
  public void powerCut() {
    kill();
    disk.powerCut();
  }

  /** Lines of redis.conf that it has, beside those of its making, from the next start on. */
  public void configure(String lines) {
    moreOptions = lines;
  }

  /** Files on its disk that are being written. */
  public int unfinishedFiles() {
    return disk.unfinished();
  }

  /** What is in a file on its disk, nothing when there is none. */
  public byte[] file(String file) {
    return disk.content(file);
  }

  /** A new client of this node; the number of its link. */
  public long connect() {
    long link = links.connect();
    simulation.settle();
    return link;
  }

  /** True while the node holds the link of this client open. */
  public boolean connected(long link) {
    return links.open(link);
  }

  /** A client leaves. */
  public void disconnect(long link) {
    links.disconnect(link);
    simulation.schedule(this, new Input.LinkClosed(link, ""));
    simulation.settle();
  }

  /** True when a link is, or was, that of a client, not of another node. */
  public boolean client(long link) {
    return links.client(link) != null;
  }

  /** Sends bytes as a client. */
  public void send(long link, byte[] bytes) {
    simulation.schedule(this, new Input.BytesArrived(link, bytes, 0, bytes.length));
    simulation.settle();
  }

  /** The bytes a client got since the last look; the caller may discard what it has read. */
  public ByteBuilder received(long link) {
    ByteBuilder got = links.client(link);
    return got == null ? new ByteBuilder(16) : got;
  }

  @Override
  public Reply ask(Args command, int patience) throws IOException {
    if (node == null) {
      throw new IOException("Connection refused");
    }
    long link = connect();
    ByteBuilder request = new ByteBuilder(64);
    command.encode(request);
    send(link, request.toByteArray());
    simulation.until(() -> !connected(link) || !received(link).isEmpty(), patience);
    byte[] bytes = received(link).toByteArray();
    if (bytes.length == 0) {
      throw new IOException(connected(link) ? "no reply in time" : "the connection was closed");
    }
    Reply reply = Reply.read(new ByteArrayInputStream(bytes));
    disconnect(link);
    return reply;
  }

  /** Unix milliseconds at which it wants to be woken. */
  long nextDeadline() {
    Node running = node;
    if (running == null || frozen || running.nextDeadline() == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    return running.nextDeadline() - skew;
  }

  /** Takes an input; while frozen it waits, as in the buffers of a socket. */
  void take(Input input) {
    Node running = node;
    if (running == null || links.lost(input)) {
      return;
    }
    if (frozen) {
      inbox.add(input);
      return;
    }
    running.step(simulation.now() + skew, input);
    if (input instanceof Input.BytesArrived(long link, byte[] _, int _, int length)) {
      links.taken(link, length);
    }
    drain();
    simulation.stepped(this, input);
  }

  private void drain() {
    outbox.drain(this::carryOut);
    if (exit >= 0 && node != null) {
      end();
    }
  }

  private void carryOut(Output output) {
    switch (output) {
      case Output.Send(long link, ByteBuilder bytes, boolean report) -> {
        links.send(link, bytes.toByteArray(), report);
        bytes.clear();
      }
      case Output.Reset(long link) -> links.close(link);
      case Output.Close(long link) -> links.close(link);
      case Output.Open(long link, String _, int to, String _) -> links.open(link, to);
      case Output.Disk request -> {
        DiskResult result = disk.carryOut(request);
        if (result != null && diskHeld) {
          heldResults.add(new Input.DiskDone(result));
        } else if (result != null) {
          diskDoneAt = Math.max(diskDoneAt, simulation.now() + diskDelay);
          simulation.schedule(this, new Input.DiskDone(result), diskDoneAt);
        }
      }
      case Output.Emit(EngineEvent event) -> simulation.emit(event);
      case Output.Exit(int code) -> exit = code;
    }
  }
}
