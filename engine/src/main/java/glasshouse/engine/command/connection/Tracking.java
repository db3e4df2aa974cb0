package glasshouse.engine.command.connection;

import glasshouse.engine.command.Client;
import glasshouse.engine.command.ClientOutput;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.KeyTracking.Option;
import glasshouse.engine.keyspace.Dict;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.resp.Args;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Client side caching: which clients read which keys, and what they are told when those change. A
 * key is remembered by its name alone, in whatever database it was read, and with the ids of its
 * readers until it changes, even when they have left or track no more (Redis 7.0, tracking.c).
 */
public final class Tracking {
  private static final int EFFORT = 100;

  private static final class Key extends Dict.Entry {
    long[] readers = new long[1];
    int count;

    Key(byte[] name) {
      super(name);
    }

    /** Adds a reader, in the order of ids; false when it is there. */
    boolean add(long id) {
      int at = Arrays.binarySearch(readers, 0, count, id);
      if (at >= 0) {
        return false;
      }
      int to = -at - 1;
      if (count == readers.length) {
        readers = Arrays.copyOf(readers, count * 2);
      }
      System.arraycopy(readers, to, readers, to + 1, count - to);
      readers[to] = id;
      count++;
      return true;
    }
  }

  private final LongFunction<@Nullable Client> clients;
  private final RandomSource random;
  private final Invalidations out;
  private final Prefixes prefixes = new Prefixes();
  private final SortedMap<Long, Client> tracking = new TreeMap<>();
  private final Dict<Key> keys;
  private long items;
  private int timesOver;

  /**
   * A registry in which nobody tracks anything.
   *
   * @param clients the connected client with an id, or null
   * @param seed decides the order of the table
   * @param random chooses what is forgotten when the table is full
   */
  public Tracking(
      ClientOutput output, LongFunction<@Nullable Client> clients, long seed, RandomSource random) {
    this.clients = clients;
    this.random = random;
    out = new Invalidations(output, clients);
    keys = new Dict<>(seed);
  }

  /** True when changes of keys are to be told to {@link #changed}. */
  public boolean active() {
    return keys.size() > 0 || prefixes.size() > 0;
  }

  /** Clients that track (tracking_clients of INFO). */
  public int clients() {
    return tracking.size();
  }

  /** Keys that are remembered (tracking_total_keys). */
  public int keys() {
    return keys.size();
  }

  /** Readers of all keys that are remembered (tracking_total_items). */
  public long items() {
    return items;
  }

  /** Prefixes (tracking_total_prefixes). */
  public int prefixes() {
    return prefixes.size();
  }

  void enable(Client client, long redirect, EnumSet<Option> options, List<byte[]> wanted) {
    tracking.put(client.id(), client);
    client.tracking().start(redirect, options);
    wanted.forEach(prefix -> prefixes.add(client, prefix));
  }

  /** {@code client} tracks no more, because it said so or because it has left. */
  public void disable(Client client) {
    if (client.tracking().on()) {
      prefixes.remove(client);
      client.tracking().stop();
      tracking.remove(client.id());
    }
  }

  /** A request of {@code client} begins; {@link #answered} and {@link #end} must follow. */
  public void begin(Client client) {
    out.begin(client);
  }

  /** Carries out a request that has waited for what the present request does. */
  public void within(Client client, Runnable request) {
    out.within(client, request);
  }

  /** The reply of the request is written: its client's own news follow it. */
  public void answered() {
    out.answered();
  }

  /** Keys were evicted for the request: its client is told before it gets an answer. */
  public void evicted() {
    out.sendPending();
  }

  /** The request and all that followed from it are done. */
  public void end() {
    out.end();
  }

  /** A command has run for {@code reader}: what it read is remembered. */
  public void read(Client reader, CommandSpec spec, Args args) {
    if (!reader.tracking().remembers() || spec.is(CommandFlag.PUBSUB)) {
      return;
    }
    for (int position : spec.keyPositions(args)) {
      int offset = args.offset(position);
      int length = args.length(position);
      Key key = keys.find(args.data(), offset, length);
      if (key == null) {
        key = new Key(args.bytes(position));
        keys.insert(key);
      }
      if (key.add(reader.id())) {
        items++;
      }
    }
  }

  /**
   * A key has changed or is gone.
   *
   * @param changer the client whose command did it; null for expiry and eviction
   */
  public void changed(byte[] name, @Nullable Client changer) {
    prefixes.changed(name, changer);
    forget(name, false);
  }

  /** Tells the readers of a key, the one whose command is under way behind its reply or at once. */
  private void forget(byte[] name, boolean atOnce) {
    Key key = keys.remove(name);
    if (key == null) {
      return;
    }
    items -= key.count;
    for (int i = 0; i < key.count; i++) {
      Client client = clients.apply(key.readers[i]);
      if (client != null
          && client.tracking().on()
          && !client.tracking().is(Option.BCAST)
          && !(client.tracking().is(Option.NOLOOP) && client == out.current())) {
        if (atOnce) {
          out.send(client, List.of(name));
        } else {
          out.tell(client, name);
        }
      }
    }
  }

  /** A database was emptied: nobody may trust anything any more. */
  public void flushed() {
    tracking.values().forEach(out::tellAll);
    keys.clear();
    items = 0;
  }

  /** Sends what the prefixes have gathered: to be called when all replies of a turn are written. */
  public void broadcast() {
    prefixes.broadcast(out);
  }

  /**
   * Forgets keys by chance while there are more than {@code most} (0 for no bound), telling their
   * readers at once: to be called before a command runs, and now and then as the bound may have
   * changed.
   */
  public void limit(long most) {
    if (most == 0 || keys.size() <= most) {
      timesOver = 0;
      return;
    }
    // Redis: the longer the table stays too large, the more is done at a time.
    timesOver++;
    for (int effort = EFFORT * timesOver; effort > 0 && keys.size() > most; effort--) {
      forget(keys.random(random).key(), true);
    }
  }
}
