package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.resps.AccessControlLogEntry;
import redis.clients.jedis.resps.AccessControlUser;

/** Replicas and clients of others that log in as users of ours, and ours as users of theirs. */
class AclPeersTest {
  private static final String REPLICA = "ACL SETUSER repl on >secret +psync +replconf +ping";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path directory;

  /** The default user may nothing; who is to look in logs in as another. */
  private static void close(Talk talk) {
    talk.line(REPLICA);
    talk.line("ACL SETUSER admin on >pass allcommands allkeys allchannels");
    talk.line("AUTH admin pass");
    talk.line("ACL SETUSER default off resetpass -@all");
  }

  private static void mustFollow(Talk master, Talk replica) {
    Sync.connected(replica);
    master.line("SET a 1");
    master.line("EVAL return(redis.call('APPEND',KEYS[1],'x')) 1 a");
    Sync.same(master, replica);
    assertThat(replica.line("CLIENT LIST TYPE master")).contains(" user=(superuser) ");
    assertThat(master.line("CLIENT LIST TYPE replica")).contains(" user=repl ");
  }

  @Test
  @Needs(Judge.REDIS_SERVER)
  void aRealReplicaLogsInAsAUserOfOurs() {
    try (LiveServer ours = LiveServer.start(directory);
        Talk master = ours.talk()) {
      close(master);
      String port = String.valueOf(ours.port());
      try (RedisServer real =
              RedisServer.start(
                  "--replicaof", "127.0.0.1", port, "--masteruser", "repl", "--masterauth", "no");
          Talk replica = new Talk(real.port())) {
        await().atMost(PATIENCE).until(() -> real.log().contains("Unable to AUTH to MASTER"));
        assertThat(real.log()).contains("WRONGPASS invalid username-password pair");
        replica.line("CONFIG SET masterauth secret");
        mustFollow(master, replica);
        assertThat(master.line("ACL DELUSER repl")).isEqualTo(":1");
        await().atMost(PATIENCE).until(() -> real.log().contains("Connection with master lost"));
        master.line(REPLICA);
        mustFollow(master, replica);
      }
    }
  }

  @Test
  @Needs(Judge.REDIS_SERVER)
  void ourReplicaLogsInAsAUserOfTheRealServer() {
    try (RedisServer real = RedisServer.start();
        Talk master = new Talk(real.port())) {
      close(master);
      try (LiveServer ours =
              LiveServer.start(
                  directory,
                  "replicaof 127.0.0.1 " + real.port(),
                  "masteruser repl",
                  "masterauth no");
          Talk replica = ours.talk()) {
        await().atMost(PATIENCE).until(() -> ours.log().contains("Unable to AUTH to MASTER"));
        replica.line("CONFIG SET masterauth secret");
        mustFollow(master, replica);
      }
    }
  }

  private static JedisClientConfig login(RedisProtocol protocol, String user, String password) {
    return DefaultJedisClientConfig.builder()
        .protocol(protocol)
        .user(user)
        .password(password)
        .clientName("tester")
        .build();
  }

  @ParameterizedTest
  @EnumSource(RedisProtocol.class)
  void jedisWorksAsAUser(RedisProtocol protocol) {
    try (LiveServer ours = LiveServer.start(directory)) {
      HostAndPort place = new HostAndPort("127.0.0.1", ours.port());
      try (Jedis admin = new Jedis(place)) {
        admin.aclSetUser("tester", "on", ">pass", "+@all", "-flushall", "~t:*", "(%R~r:* +get)");
        assertThatThrownBy(() -> new Jedis(place, login(protocol, "tester", "wrong")).close())
            .isInstanceOf(JedisAccessControlException.class);
        try (Jedis client = new Jedis(place, login(protocol, "tester", "pass"))) {
          assertThat(client.aclWhoAmI()).isEqualTo("tester");
          assertThat(client.set("t:1", "v")).isEqualTo("OK");
          assertThat(client.get("r:1")).isNull();
          assertThatThrownBy(() -> client.set("r:1", "v"))
              .isInstanceOf(JedisAccessControlException.class);
          assertThatThrownBy(client::flushAll).isInstanceOf(JedisAccessControlException.class);
          Transaction transaction = client.multi();
          transaction.incr("t:n");
          transaction.incr("n");
          assertThatThrownBy(transaction::exec).isInstanceOf(JedisDataException.class);
          assertThat(client.get("t:n")).isNull();
          AccessControlUser user = admin.aclGetUser("tester");
          assertThat(user.getFlags()).containsExactly("on");
          assertThat(user.getCommands()).isEqualTo("+@all -flushall");
          AccessControlLogEntry newest = admin.aclLog().getFirst();
          assertThat(newest.getObject()).isEqualTo("n");
          assertThat(newest.getReason()).isEqualTo("key");
          assertThat(newest.getContext()).isEqualTo("multi");
          assertThat(newest.getUsername()).isEqualTo("tester");
          assertThat(newest.getlogEntry()).containsEntry("count", 1L);
          assertThat(admin.aclUsers()).isEqualTo(List.of("default", "tester"));
          assertThat(admin.aclDelUser("tester")).isEqualTo(1);
          assertThatThrownBy(client::ping).isInstanceOf(RuntimeException.class);
        }
      }
    }
  }
}
