package glasshouse.engine.view;

/**
 * Which thread.
 *
 * @param id its number in its JVM
 * @param name its name, or # and the number when it has none
 * @param virtual whether it is one that the JVM carries on others
 * @param alive false when it has ended
 */
public record ThreadName(long id, String name, boolean virtual, boolean alive) {
  /** A thread of this JVM. */
  public static ThreadName of(Thread thread) {
    return of(thread.threadId(), thread.getName(), thread.isVirtual(), thread.isAlive());
  }

  /** A thread of any JVM, where the name may be empty. */
  public static ThreadName of(long id, String name, boolean virtual, boolean alive) {
    return new ThreadName(id, name.isEmpty() ? "#" + id : name, virtual, alive);
  }

  @Override
  public String toString() {
    return name;
  }
}
