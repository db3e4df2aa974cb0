package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.command.Blocking;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.connection.Peer;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ReplyWriter;
import glasshouse.engine.resp.RequestParser;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One link with what belongs to it: the parser of what comes in, the buffer of what goes out. */
final class Connection {
  final long link;
  final String peer;
  final String local;
  final Client client;
  final long openedAt;
  final RequestParser parser = new RequestParser();
  final ByteBuilder out = new ByteBuilder(256);

  /** How large its buffers would be in Redis. */
  final ClientBuffers buffers = new ClientBuffers();

  /** Last time something was read, or was sent to a client, Unix milliseconds. */
  long heardAt;

  /** True for the link to our master: its commands bypass the gates and get no replies. */
  final boolean master;

  /** Set while the peer is a replica of ours. */
  @Nullable ReplicaSession session;

  /** What the peer told with REPLCONF. */
  final ReplicaInfo replicaInfo = new ReplicaInfo();

  /** The peer asked with SYNC: it gets a dump without a reply line before it. */
  boolean legacySync;

  /** What the client waits for, with the command to run again. */
  @Nullable Blocking blocking;

  @Nullable Args blockedArgs;

  /** Set while the client waits in WAIT; see {@link Acknowledgements}. */
  boolean waiting;

  /** A command of this connection is being run; what arrives meanwhile must not move its bytes. */
  boolean running;

  /** Bytes that arrived while {@link #running}. */
  final ByteBuilder late = new ByteBuilder(16);

  /** A request that must wait until writes are allowed again. */
  @Nullable Args postponed;

  /** Pushed to the client by its own command while its replies are silenced. */
  final ByteBuilder aside = new ByteBuilder(16);

  boolean closing;

  /** It is being closed at once: nothing more is sent. */
  boolean dropped;

  /** It goes on in a {@link DebugFork}; here it is gone. */
  boolean forked;

  boolean touched;
  boolean watched;

  /** Bytes it takes, as {@link MemoryAccount} has counted them last. */
  long weight;

  /** Among whom it was counted. */
  Peer.Kind countedAs = Peer.Kind.NORMAL;

  /** Bytes that wait in the shell, as far as it told. */
  long unsent;

  /** Since when the bytes that wait in the shell have not become fewer; 0 when none wait. */
  long stuckSince;

  /** Since when it is above its soft limit, Unix milliseconds; 0 while it is not. */
  long overSoftLimitSince;

  /** The shell was asked to tell when everything is out. */
  boolean reportAsked;

  Connection(long link, String peer, String local, Client client, boolean master, long now) {
    this.link = link;
    this.peer = peer;
    this.local = local;
    this.client = client;
    this.master = master;
    this.openedAt = now;
    this.heardAt = now;
  }

  /** Where to write what the client did not ask for: CLIENT REPLY OFF does not silence that. */
  ByteBuilder pushes() {
    return running && client.modes().silent() ? aside : out;
  }

  /**
   * A command that waited is over, and its answer stands in the output from {@code mark} on: who
   * wants no answers gets none now either.
   */
  void answered(int mark) {
    if (client.modes().silent()) {
      out.truncate(mark);
    }
    client.modes().commandDone();
  }

  /** Answers a command that waited. */
  void answer(Consumer<ReplyWriter> reply) {
    int mark = out.length();
    reply.accept(new ReplyWriter(out, client.protocol()));
    answered(mark);
  }

  /** True while nothing may be run for this client: it waits for keys or for replicas. */
  boolean blocked() {
    return blocking != null || waiting;
  }
}
