package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** Redisson's locks: scripts that test and set, messages that wake, and a watchdog that renews. */
// What is tried here is the lock itself, not what it guards.
@SuppressWarnings("LockNotBeforeTry")
class RedissonTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int WATCHDOG = 1500;

  @TempDir Path directory;
  private LiveServer server;
  private RedissonClient client;

  @BeforeEach
  void start() {
    server = LiveServer.start(directory);
    try (Talk talk = server.talk()) {
      await().atMost(PATIENCE).until(() -> talk.line("PING").equals("+PONG"));
    }
    Config config = new Config();
    config.setLockWatchdogTimeout(WATCHDOG).setThreads(2).setNettyThreads(2);
    config.setCodec(StringCodec.INSTANCE);
    config
        .useSingleServer()
        .setAddress("redis://127.0.0.1:" + server.port())
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(8)
        .setSubscriptionConnectionMinimumIdleSize(1);
    client = Redisson.create(config);
  }

  @AfterEach
  void end() {
    client.shutdown(0, 5, TimeUnit.SECONDS);
    server.close();
  }

  /** Runs {@code work} on a thread of its own, which to Redisson is another owner. */
  private static CompletableFuture<Boolean> elsewhere(BooleanSupplier work) {
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                result.complete(work.getAsBoolean());
              } catch (RuntimeException failure) {
                result.completeExceptionally(failure);
              }
            });
    return result;
  }

  private static boolean acquire(RLock lock, long seconds) {
    try {
      return lock.tryLock(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void aLockIsReentrantExclusiveAndWakesWhoWaits() throws Exception {
    RLock lock = client.getLock("lock");
    lock.lock();
    lock.lock();
    assertThat(lock.getHoldCount()).isEqualTo(2);
    assertThat(elsewhere(() -> acquire(lock, 0)).get(10, TimeUnit.SECONDS)).isFalse();
    CompletableFuture<Boolean> waiting =
        elsewhere(
            () -> {
              boolean mine = acquire(lock, 30);
              lock.unlock();
              return mine;
            });
    try (Talk talk = server.talk()) {
      await().atMost(PATIENCE).until(() -> talk.number("stats", "pubsub_channels") > 0);
      lock.unlock();
      assertThat(waiting).isNotDone();
      lock.unlock();
      assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(talk.line("EXISTS lock")).isEqualTo(":0");
    }
  }

  @Test
  void theWatchdogKeepsALockAsLongAsItsOwnerLives() {
    RLock lock = client.getLock("kept");
    lock.lock();
    try (Talk talk = server.talk()) {
      await().atMost(PATIENCE).until(() -> left(talk) < WATCHDOG - 100);
      await().atMost(PATIENCE).until(() -> left(talk) > WATCHDOG - 100);
      await().atMost(PATIENCE).until(() -> left(talk) < WATCHDOG - 100);
      await().atMost(PATIENCE).until(() -> left(talk) > WATCHDOG - 100);
      lock.unlock();
      assertThat(talk.line("EXISTS kept")).isEqualTo(":0");
    }
  }

  private static long left(Talk talk) {
    return Long.parseLong(talk.line("PTTL kept").substring(1));
  }

  @Test
  void aFairLockGoesToThoseWhoWaitInTheirOrder() throws Exception {
    RLock lock = client.getFairLock("fair");
    lock.lock();
    ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<Boolean>> all = new ArrayList<>();
    try (Talk talk = server.talk()) {
      for (int i = 0; i < 3; i++) {
        int number = i;
        all.add(
            elsewhere(
                () -> {
                  boolean mine = acquire(lock, 30);
                  order.add(number);
                  lock.unlock();
                  return mine;
                }));
        await()
            .atMost(PATIENCE)
            .until(() -> talk.line("LLEN redisson_lock_queue:{fair}").equals(":" + (number + 1)));
      }
    }
    lock.unlock();
    for (CompletableFuture<Boolean> one : all) {
      assertThat(one.get(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(order).containsExactly(0, 1, 2);
  }

  @Test
  void topicsSemaphoresAndReadWriteLocksWork() throws Exception {
    RTopic topic = client.getTopic("topic");
    ConcurrentLinkedQueue<String> got = new ConcurrentLinkedQueue<>();
    topic.addListener(String.class, (_, message) -> got.add(message));
    assertThat(topic.publish("hello")).isEqualTo(1);
    await().atMost(PATIENCE).until(() -> got.contains("hello"));
    assertThat(client.getSemaphore("s").trySetPermits(1)).isTrue();
    assertThat(client.getSemaphore("s").tryAcquire()).isTrue();
    assertThat(client.getSemaphore("s").tryAcquire()).isFalse();
    RLock read = client.getReadWriteLock("rw").readLock();
    RLock write = client.getReadWriteLock("rw").writeLock();
    read.lock();
    assertThat(elsewhere(() -> acquire(read, 0)).get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(elsewhere(() -> acquire(write, 0)).get(10, TimeUnit.SECONDS)).isFalse();
  }
}
