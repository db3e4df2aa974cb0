package glasshouse.app.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(60)
class ThreadsCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream systemOut = System.out;
  private final PrintStream systemErr = System.err;

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(systemOut);
    System.setErr(systemErr);
  }

  private static int run(String... args) {
    return new CommandLine(new ThreadsCommand()).execute(args);
  }

  private String said() {
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }

  @Test
  void thisProcessIsShown() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Thread waiter = Thread.ofPlatform().name("waiter").start(() -> pass(gate));
    try {
      Awaitility.await().until(() -> waiter.getState() == Thread.State.WAITING);
      assertThat(run()).isZero();
      assertThat(said())
          .contains("waiter #" + waiter.threadId() + ": waits for a CountDownLatch")
          .contains("    in ThreadsCommandTest.pass:")
          .contains("more threads rest where their kind normally does")
          .doesNotContain("Finalizer");
      assertThat(run("--all")).isZero();
      assertThat(said()).contains("Finalizer #");
      assertThat(run("--every", "1ms", "--times", "2", "--diff")).isZero();
      assertThat(said())
          .containsPattern(
              "stayed +waiter: waits for a CountDownLatch in ThreadsCommandTest.pass:");
      assertThat(run("--json")).isZero();
      assertThat(said())
          .startsWith("{")
          .contains("\"deadlocks\" : [ ]")
          .contains("\"reason\" : \"waits for a CountDownLatch\"");
    } finally {
      gate.countDown();
      waiter.join();
    }
  }

  private static void pass(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aCircleIsNamedAndHasItsOwnExitCode() throws Exception {
    ReentrantLock a = new ReentrantLock();
    ReentrantLock b = new ReentrantLock();
    CyclicBarrier both = new CyclicBarrier(2);
    Thread first = Thread.ofPlatform().name("first").start(() -> cross(a, b, both));
    Thread second = Thread.ofPlatform().name("second").start(() -> cross(b, a, both));
    try {
      Awaitility.await().until(() -> a.hasQueuedThread(second) && b.hasQueuedThread(first));
      assertThat(run()).isEqualTo(ThreadsCommand.CIRCLE);
      assertThat(said())
          .contains("they wait for each other, for ever")
          .contains("findDeadlockedThreads() finds ")
          .contains("that thread second has (in a circle)")
          .contains("    in ThreadsCommandTest.cross:");
    } finally {
      first.interrupt();
      second.interrupt();
      first.join();
      second.join();
    }
  }

  private static void cross(ReentrantLock held, ReentrantLock wanted, CyclicBarrier both) {
    held.lock();
    try {
      both.await();
      wanted.lockInterruptibly();
      wanted.unlock();
    } catch (InterruptedException | BrokenBarrierException _) {
      // The end of the test.
    } finally {
      held.unlock();
    }
  }

  @Test
  void whatCannotBeLookedAtIsNamed() {
    assertThat(run("--pid", "999999999")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no process 999999999");
    assertThat(run("--pid", "x")).isEqualTo(2);
  }
}
