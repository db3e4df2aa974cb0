package glasshouse.engine.lab;

import glasshouse.engine.cache.Tx;
import glasshouse.engine.lock.LockRegistry;
import glasshouse.engine.lock.Stacks;
import glasshouse.engine.view.ClaimView;
import glasshouse.engine.view.DeadlockView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One variant of a program while it runs: its threads, its locks, its file. */
final class Run implements Bench, AutoCloseable {
  /** After which a thread that was interrupted is given up: far more than any needs. */
  private static final long END_MILLIS = 5000;

  private static final long AGAIN_MILLIS = 20;

  private static final Pattern INNER = Pattern.compile("\\b([A-Z][A-Za-z]*)\\$[A-Za-z]+\\.");

  final Program program;
  final String variant;
  final LabClock clock;
  final Logbook log;
  final LockRegistry registry = new LockRegistry(Stacks.ON, this::alarm);
  final List<Worker> workers = new CopyOnWriteArrayList<>();
  final List<Snapshot> snapshots = new CopyOnWriteArrayList<>();

  private final Path directory;
  private final Path file;
  private final Program.Service service;
  private final Map<String, String> facts = new LinkedHashMap<>();
  private final Map<String, Open> open = new LinkedHashMap<>();

  Run(Program program, String variant) throws IOException {
    this.program = program;
    this.variant = variant;
    clock = new LabClock();
    log = new Logbook(clock);
    directory = Files.createTempDirectory("glasshouse-lab").toRealPath();
    file = directory.resolve(program.card().id() + ".db");
    boolean started = false;
    try {
      service = program.start(this, variant);
      started = true;
    } catch (IOException | RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IOException(failure);
    } finally {
      if (!started) {
        delete();
      }
    }
  }

  private void alarm(DeadlockView deadlock) {
    log.add("", "a circle has closed: " + readable(deadlock.sentence()));
  }

  /** A text without the directory, and the inner classes, that mean nothing to people. */
  String readable(String text) {
    return INNER.matcher(text.replace(directory + "/", "")).replaceAll("$1.");
  }

  Worker request(String words) {
    List<String> parts = List.of(words.strip().split("\\s+"));
    return start("request", words, () -> service.request(parts));
  }

  @Override
  public void fork(String task, Callable<String> work) {
    start("worker", task, work);
  }

  private synchronized Worker start(String kind, String task, Callable<String> work) {
    String name = kind + "-" + (workers.size() + 1);
    log.add(name, task);
    Worker worker = new Worker(name, task, work, this::readable, log::add);
    workers.add(worker);
    worker.thread.start();
    return worker;
  }

  @Nullable Worker worker(String name) {
    for (Worker worker : workers) {
      if (worker.name.equals(name)) {
        return worker;
      }
    }
    return null;
  }

  /** Closes a handle on a thread of its own, which may have to wait; false when there is none. */
  boolean close(String name) {
    Open found;
    synchronized (open) {
      found = open.remove(name);
    }
    if (found == null) {
      return false;
    }
    AutoCloseable what = found.what();
    start(
        "closer",
        "close " + name,
        () -> {
          what.close();
          return "closed";
        });
    return true;
  }

  List<Open> handles() {
    synchronized (open) {
      return List.copyOf(open.values());
    }
  }

  Map<String, String> facts() {
    synchronized (facts) {
      return new LinkedHashMap<>(facts);
    }
  }

  @Override
  public LockRegistry registry() {
    return registry;
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public long now() {
    return clock.now();
  }

  @Override
  public void log(String text) {
    Worker worker = worker(Thread.currentThread().getName());
    log.add(worker == null ? "" : worker.name, readable(text));
  }

  @Override
  public void fact(String name, String value) {
    synchronized (facts) {
      facts.put(name, readable(value));
    }
  }

  @Override
  public void count(String name) {
    synchronized (facts) {
      facts.merge(name, "1", (old, _) -> Integer.toString(Integer.parseInt(old) + 1));
    }
  }

  @Override
  public void linger(String over) throws InterruptedException {
    Worker worker = worker(Thread.currentThread().getName());
    if (worker == null) {
      throw new IllegalStateException("only a thread of the service can linger");
    }
    worker.linger(over);
  }

  @Override
  public void open(String name, String about, AutoCloseable what) {
    Thread thread = Thread.currentThread();
    List<StackTraceElement> stack = Arrays.asList(thread.getStackTrace());
    String place = readable(Places.of(stack.subList(1, stack.size())));
    synchronized (open) {
      open.put(name, new Open(name, about, thread.getName(), place, what));
    }
  }

  @Override
  public void closed(String name) {
    synchronized (open) {
      open.remove(name);
    }
  }

  @Override
  public Runnable reading(Tx tx) {
    Snapshot snapshot = Snapshot.of(tx);
    snapshots.add(snapshot);
    return () -> snapshots.remove(snapshot);
  }

  /** Ends all threads, closes what is open, removes the files. */
  @Override
  public void close() {
    try {
      endAll();
      for (Open left : handles()) {
        closeQuietly(left.what(), "handle " + left.name());
      }
      closeQuietly(service, program.card().id());
      List<ClaimView> held = registry.held();
      if (!held.isEmpty()) {
        throw new IllegalStateException("still held when the lab ended: " + held);
      }
    } finally {
      delete();
    }
  }

  /**
   * Interrupts all of them until they have ended: some wait for others, and who handles an
   * interrupt may wait again on the way out.
   */
  private void endAll() {
    long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MILLIS);
    boolean interrupted = false;
    for (Worker alive = alive(); alive != null; alive = alive()) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException(alive.name + " does not end: " + alive.task);
      }
      workers.forEach(worker -> worker.thread.interrupt());
      try {
        alive.thread.join(AGAIN_MILLIS);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Worker alive() {
    for (Worker worker : workers) {
      if (worker.thread.isAlive()) {
        return worker;
      }
    }
    return null;
  }

  private static void closeQuietly(AutoCloseable what, String name) {
    try {
      what.close();
    } catch (Exception failure) {
      throw new IllegalStateException(name + " cannot be closed: " + failure, failure);
    }
  }

  private void delete() {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
