package glasshouse.engine.threads;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A program that hangs in the ways that nothing ends: it is looked at from outside, and killed. */
final class HangingProgram {
  private HangingProgram() {}

  static final class First {
    static final String NAME = meet(CLASSES, "first");
    static final String OTHER = Second.NAME;

    private First() {}
  }

  static final class Second {
    static final String NAME = meet(CLASSES, "second");
    static final String OTHER = First.NAME;

    private Second() {}
  }

  private static final CyclicBarrier CLASSES = new CyclicBarrier(2);

  private static <T> T meet(CyclicBarrier barrier, T value) {
    try {
      barrier.await();
      return value;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void platform(String name, Runnable program) {
    Thread.ofPlatform().name(name).start(program);
  }

  private static void virtual(String name, Runnable program) {
    Thread.ofVirtual().name(name).start(program);
  }

  /** Hangs in all ways, the last on the file that is the argument, until its input ends. */
  public static void main(String[] args) throws Exception {
    platform("class-1", () -> System.out.println(First.OTHER));
    platform("class-2", () -> System.out.println(Second.OTHER));
    maps();
    monitors();
    locks();
    platform("file-1", () -> lockFile(Path.of(args[0])));
    System.out.println("ready");
    System.exit(System.in.read());
  }

  private static void maps() {
    Map<String, String> map = new ConcurrentHashMap<>();
    CyclicBarrier both = new CyclicBarrier(2);
    platform("map-1", () -> inside(map, both, "a", "b"));
    platform("map-2", () -> inside(map, both, "b", "a"));
  }

  private static String inside(
      Map<String, String> map, CyclicBarrier both, String outer, String inner) {
    return map.computeIfAbsent(outer, _ -> map.computeIfAbsent(meet(both, inner), key -> key));
  }

  private static void monitors() {
    Object a = new Object();
    Object b = new Object();
    CyclicBarrier both = new CyclicBarrier(2);
    virtual("monitor-1", () -> nested(both, a, b));
    virtual("monitor-2", () -> nested(both, b, a));
  }

  private static void nested(CyclicBarrier both, Object outer, Object inner) {
    synchronized (outer) {
      synchronized (meet(both, inner)) {
        throw new AssertionError("went on");
      }
    }
  }

  private static void locks() {
    Lock a = new ReentrantLock();
    Lock b = new ReentrantLock();
    CyclicBarrier both = new CyclicBarrier(2);
    virtual("lock-1", () -> crossed(both, a, b));
    platform("lock-2", () -> crossed(both, b, a));
  }

  private static void crossed(CyclicBarrier both, Lock outer, Lock inner) {
    outer.lock();
    try {
      meet(both, inner).lock();
    } finally {
      outer.unlock();
    }
  }

  private static void lockFile(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.lock().release();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
