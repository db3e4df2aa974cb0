package glasshouse.engine.lock;

import java.util.List;

/** A claim in the registry; the same object from the wait to the release. */
final class Holder {
  final Lock lock;
  final boolean shared;
  final Object owner;
  final Thread thread;
  final List<StackTraceElement> stack;
  long sinceNanos;
  int tries = 1;

  Holder(Lock lock, boolean shared, Object owner, Thread thread, List<StackTraceElement> stack) {
    this.lock = lock;
    this.shared = shared;
    this.owner = owner;
    this.thread = thread;
    this.stack = stack;
    sinceNanos = System.nanoTime();
  }

  Claim claim() {
    return new Claim(lock, shared, owner.toString(), thread, stack, sinceNanos, tries);
  }
}
