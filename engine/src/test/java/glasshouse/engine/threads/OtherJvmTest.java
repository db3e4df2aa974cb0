package glasshouse.engine.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import glasshouse.engine.view.ClaimView.Fate;
import glasshouse.engine.view.DeadlockView;
import glasshouse.engine.view.ThreadView;
import glasshouse.engine.view.ThreadsChange;
import glasshouse.engine.view.ThreadsView;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Another JVM that hangs in the ways that cannot be ended, looked at from here. */
@Timeout(60)
class OtherJvmTest {
  @TempDir Path directory;

  @Test
  @EnabledOnOs(OS.LINUX)
  void itsHangsAreFoundAndItsFileLocksNamed() throws Exception {
    Path file = directory.resolve("held");
    try (FileChannel ours =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock held = Objects.requireNonNull(ours.tryLock());
      Process program =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  HangingProgram.class.getName(),
                  file.toString())
              .start();
      try (BufferedReader said = program.inputReader(StandardCharsets.UTF_8)) {
        assertThat(said.readLine()).isEqualTo("ready");
        try (Jvm jvm = Jvm.of(program.pid())) {
          Inspector inspector = Inspector.withVirtual(jvm, null);
          ThreadsView view = await().until(inspector::look, each -> each.deadlocks().size() == 4);
          circles(view);
          file(view, file);
          rest(view, inspector.look());
          held.release();
          await().until(() -> isGone(inspector.look(), "file-1"));
        }
      } finally {
        program.destroyForcibly().waitFor();
      }
    }
  }

  private static void circles(ThreadsView view) {
    String sentences =
        String.join("\n", view.deadlocks().stream().map(DeadlockView::sentence).toList());
    String program = HangingProgram.class.getName();
    assertThat(sentences)
        .contains(
            "thread class-1 waits for the initialisation of %s$Second that class-2 took at"
                .formatted(program))
        .contains("HangingProgram$First.<clinit>")
        .containsPattern("thread monitor-1 waits for the monitor of \\S+ that monitor-2 took at")
        .contains("HangingProgram.nested:")
        .containsPattern(
            "thread map-1 waits for the monitor of \\S+ReservationNode\\S+ that map-2 took at"
                + " HangingProgram.inside:")
        .containsPattern("thread lock-\\d waits for the lock of \\S+ that lock-\\d took");
    assertThat(view.stock().threads())
        .as("the stock detector sees neither classes nor virtual threads")
        .containsExactlyInAnyOrder("map-1", "map-2");
  }

  private static boolean isGone(ThreadsView view, String name) {
    return view.groups().stream()
        .flatMap(group -> group.threads().stream())
        .noneMatch(thread -> thread.thread().name().equals(name));
  }

  /**
   * Blocked in {@code FileChannel.lock()} on the lock of another process: to the JVM it runs, and
   * no detector of its own says a word. It is no circle: it goes on when the holder lets go.
   */
  private static void file(ThreadsView view, Path file) {
    long us = ProcessHandle.current().pid();
    assertThat(named(view, "file-1"))
        .satisfies(
            thread -> {
              assertThat(thread.state()).isEqualTo("RUNNABLE");
              assertThat(thread.reason())
                  .startsWith("waits for a Java file lock that process %d (".formatted(us));
              assertThat(thread.place()).startsWith("HangingProgram.lockFile:");
              assertThat(thread.fate()).isEqualTo(Fate.OPEN);
            });
    assertThat(view.files())
        .anySatisfy(
            lock -> {
              assertThat(lock.path()).isEqualTo(file.toString());
              assertThat(lock.kind()).isEqualTo("fcntl");
              assertThat(lock.holds()).isFalse();
              assertThat(lock.holder()).startsWith("process %d (".formatted(us));
            });
  }

  /** The stuck ones first, what normally rests last, and nothing has moved since. */
  private static void rest(ThreadsView view, ThreadsView later) {
    assertThat(view.groups().getFirst().first().fate()).isEqualTo(Fate.CIRCLE);
    assertThat(named(view, "Finalizer").idle()).isTrue();
    assertThat(view.groups().getLast().first().idle()).isTrue();
    ThreadsChange change = ThreadsChange.between(view, later);
    List<String> stayed = change.stayed().stream().map(each -> each.thread().name()).toList();
    assertThat(stayed).contains("class-1", "lock-1", "file-1").doesNotContain("Finalizer");
    assertThat(named(later, "lock-2").stuckMillis()).isPositive();
  }

  private static ThreadView named(ThreadsView view, String name) {
    return view.groups().stream()
        .flatMap(group -> group.threads().stream())
        .filter(thread -> thread.thread().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsNoJvmIsNamed() throws Exception {
    Process sleeper = new ProcessBuilder("sleep", "60").start();
    try {
      assertThatThrownBy(() -> Jvm.of(sleeper.pid()).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("process " + sleeper.pid());
    } finally {
      sleeper.destroyForcibly().waitFor();
    }
    assertThatThrownBy(() -> Jvm.of(sleeper.pid()).close())
        .hasMessage("there is no process " + sleeper.pid());
  }

  @Test
  void equalStacksAreOneGroup() throws Exception {
    Object gate = new Object();
    List<Thread> threads;
    synchronized (gate) {
      threads =
          List.of("equal-1", "equal-2", "equal-3").stream()
              .map(name -> Thread.ofPlatform().name(name).start(() -> pass(gate)))
              .toList();
      try (Jvm jvm = Jvm.here()) {
        Inspector inspector = new Inspector(jvm, null);
        ThreadsView.Group group =
            await()
                .until(
                    () ->
                        inspector.look().groups().stream()
                            .filter(g -> g.first().thread().name().startsWith("equal-"))
                            .findFirst()
                            .orElseThrow(),
                    g -> g.threads().size() == 3);
        assertThat(group.first().reason())
            .contains("synchronized on java.lang.Object@")
            .contains("where thread " + Thread.currentThread().getName() + " is");
        assertThat(group.first().place()).startsWith("OtherJvmTest.pass:");
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void pass(Object gate) {
    synchronized (gate) {
      gate.notifyAll();
    }
  }
}
