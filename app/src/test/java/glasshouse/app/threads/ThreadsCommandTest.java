package glasshouse.app.threads;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.app.Captured;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;

@Timeout(60)
class ThreadsCommandTest {
  @RegisterExtension final Captured captured = new Captured();

  private static int run(String... args) {
    return new CommandLine(new ThreadsCommand()).execute(args);
  }

  @Test
  void thisProcessIsShown() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Thread waiter = Thread.ofPlatform().name("waiter").start(() -> pass(gate));
    try {
      Awaitility.await().until(() -> waiter.getState() == Thread.State.WAITING);
      assertThat(run()).isZero();
      assertThat(captured.said())
          .contains("waiter #" + waiter.threadId() + ": waits for a CountDownLatch")
          .contains("    in ThreadsCommandTest.pass:")
          .contains("more threads rest where their kind normally does")
          .doesNotContain("Finalizer");
      assertThat(run("--all")).isZero();
      assertThat(captured.said()).contains("Finalizer #");
      assertThat(run("--every", "1ms", "--times", "2", "--diff")).isZero();
      assertThat(captured.said())
          .containsPattern(
              "stayed +waiter: waits for a CountDownLatch in ThreadsCommandTest.pass:");
      assertThat(run("--json")).isZero();
      assertThat(captured.said())
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
      assertThat(captured.said())
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
    assertThat(captured.complaint()).contains("there is no process 999999999");
    assertThat(run("--pid", "x")).isEqualTo(2);
  }
}
