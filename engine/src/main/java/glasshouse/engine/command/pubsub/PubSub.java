package glasshouse.engine.command.pubsub;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Glob;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.ClientOutput;
import glasshouse.engine.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who waits for which messages in one node. A message goes to the subscribers of its channel, the
 * longest subscribed first, then to those of each matching pattern in the order of the patterns'
 * bytes: the same history gives the same order always.
 */
public final class PubSub {
  private final ClientOutput output;
  private final Map<Topic, SortedMap<byte[], Set<Client>>> books = new EnumMap<>(Topic.class);

  /** A registry without subscribers that sends messages through {@code output}. */
  public PubSub(ClientOutput output) {
    this.output = output;
    for (Topic topic : Topic.values()) {
      books.put(topic, new TreeMap<>(Bytes::compare));
    }
  }

  /** Where a change of its subscriptions is confirmed to a client: no CLIENT REPLY silences it. */
  ReplyWriter confirmation(Client client) {
    return output.push(client);
  }

  /** Sends a message to a channel; returns how many times it was received. */
  public int publish(byte[] channel, byte[] message) {
    int received = send(Topic.CHANNEL, channel, message);
    for (Map.Entry<byte[], Set<Client>> entry : book(Topic.PATTERN).entrySet()) {
      byte[] pattern = entry.getKey();
      if (Glob.matches(pattern, channel)) {
        for (Client client : entry.getValue()) {
          ReplyWriter to = output.push(client);
          to.push(4);
          to.bulk(Topic.PATTERN.message);
          to.bulk(pattern);
          to.bulk(channel);
          to.bulk(message);
          received++;
        }
      }
    }
    return received;
  }

  /** Sends a message to a shard channel; returns how many clients received it. */
  public int publishToShard(byte[] channel, byte[] message) {
    return send(Topic.SHARD, channel, message);
  }

  /** Ends all subscriptions of a client without telling it: it is gone, or has said RESET. */
  public void leave(Client client) {
    if (client.subscriptions().active()) {
      for (Topic topic : Topic.values()) {
        for (byte[] name : List.copyOf(topic.of(client.subscriptions()))) {
          unsubscribe(client, topic, name);
        }
      }
    }
  }

  /** Number of channels that have subscribers, for INFO. */
  public int channels() {
    return book(Topic.CHANNEL).size();
  }

  /** Number of patterns that have subscribers, for INFO and PUBSUB NUMPAT. */
  public int patterns() {
    return book(Topic.PATTERN).size();
  }

  /** Number of shard channels that have subscribers, for INFO. */
  public int shardChannels() {
    return book(Topic.SHARD).size();
  }

  void subscribe(Client client, Topic topic, byte[] name) {
    if (topic.of(client.subscriptions()).add(name)) {
      book(topic).computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(client);
    }
  }

  void unsubscribe(Client client, Topic topic, byte[] name) {
    Set<Client> subscribers = book(topic).get(name);
    if (topic.of(client.subscriptions()).remove(name) && subscribers != null) {
      subscribers.remove(client);
      if (subscribers.isEmpty()) {
        book(topic).remove(name);
      }
    }
  }

  /** The names of a topic that have subscribers and match {@code pattern}. */
  List<byte[]> names(Topic topic, byte[] pattern) {
    List<byte[]> found = new ArrayList<>();
    for (byte[] name : book(topic).keySet()) {
      if (Glob.matches(pattern, name)) {
        found.add(name);
      }
    }
    return found;
  }

  /** Number of clients that have subscribed to exactly this name. */
  int subscribers(Topic topic, byte[] name) {
    Set<Client> subscribers = book(topic).get(name);
    return subscribers == null ? 0 : subscribers.size();
  }

  private int send(Topic topic, byte[] channel, byte[] message) {
    Set<Client> subscribers = book(topic).get(channel);
    if (subscribers == null) {
      return 0;
    }
    for (Client client : subscribers) {
      ReplyWriter to = output.push(client);
      to.push(3);
      to.bulk(topic.message);
      to.bulk(channel);
      to.bulk(message);
    }
    return subscribers.size();
  }

  private SortedMap<byte[], Set<Client>> book(Topic topic) {
    return Objects.requireNonNull(books.get(topic));
  }
}
