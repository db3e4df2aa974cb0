package glasshouse.engine.command.connection;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.ClientModes;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.KeyTracking;
import glasshouse.engine.command.acl.User;
import glasshouse.engine.command.transaction.Transaction;
import org.jspecify.annotations.Nullable;

/** A line of CLIENT LIST and CLIENT INFO, with the fields of Redis 7.0 in their order. */
public final class PeerLine {
  private PeerLine() {}

  /** The line; {@code now} in Unix milliseconds. */
  public static String of(Peer peer, long now) {
    Peer.Buffers bytes = peer.buffers();
    Peer.Subscriptions listens = peer.subscriptions();
    CommandSpec last = peer.client().modes().lastCommand();
    return "id="
        + peer.client().id()
        + (" addr=" + peer.address())
        + (" laddr=" + peer.localAddress())
        + (" fd=" + peer.descriptor())
        + (" name=" + Bytes.text(peer.client().name()))
        + (" age=" + (now - peer.connectedAt()) / 1000)
        + (" idle=" + (now - peer.heardAt()) / 1000)
        + (" flags=" + flags(peer))
        + (" db=" + peer.client().database().index())
        + (" sub=" + listens.channels())
        + (" psub=" + listens.patterns())
        + (" ssub=" + listens.shards())
        + (" multi=" + queued(peer))
        + (" qbuf=" + bytes.query())
        + (" qbuf-free=" + bytes.queryFree())
        + (" argv-mem=" + bytes.arguments())
        + (" multi-mem=" + bytes.queued())
        + (" rbs=" + bytes.reply())
        + (" rbp=" + bytes.replyPeak())
        + (" obl=" + bytes.pending())
        + (" oll=" + bytes.blocks())
        + (" omem=" + bytes.listed())
        + (" tot-mem=" + bytes.total())
        + (" events=" + (bytes.blocks() > 0 ? "rw" : "r"))
        + (" cmd=" + (last == null ? "NULL" : last.name()))
        + (" user=" + user(peer.client().user()))
        + (" redir=" + ClientTracking.redirect(peer.client().tracking()))
        + (" resp=" + peer.client().protocol());
  }

  private static String user(@Nullable User user) {
    return user == null ? "(superuser)" : user.name();
  }

  private static int queued(Peer peer) {
    Transaction transaction = peer.client().transaction();
    return transaction.open() ? transaction.queued().size() : -1;
  }

  private static String flags(Peer peer) {
    StringBuilder out = new StringBuilder();
    ClientModes modes = peer.client().modes();
    if (modes.monitor()) {
      out.append('O');
    } else if (peer.kind() == Peer.Kind.REPLICA) {
      out.append('S');
    }
    append(out, peer.kind() == Peer.Kind.MASTER, 'M');
    append(out, peer.kind() == Peer.Kind.PUBSUB, 'P');
    append(out, queued(peer) >= 0, 'x');
    append(out, peer.blocked(), 'b');
    append(out, peer.client().tracking().on(), 't');
    append(out, peer.client().tracking().broken(), 'R');
    append(out, peer.client().tracking().is(KeyTracking.Option.BCAST), 'B');
    append(out, peer.client().transaction().wasOutrun(), 'd');
    append(out, peer.closing(), 'c');
    append(out, peer.address().startsWith("/"), 'U');
    append(out, modes.noEvict(), 'e');
    return out.isEmpty() ? "N" : out.toString();
  }

  private static void append(StringBuilder out, boolean yes, char letter) {
    if (yes) {
      out.append(letter);
    }
  }
}
