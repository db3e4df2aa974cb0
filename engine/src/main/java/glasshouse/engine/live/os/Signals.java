package glasshouse.engine.live.os;

import java.lang.reflect.Proxy;

/**
 * What the program does on a signal. Java names no signal in its public interface and runs shutdown
 * hooks for all of them; the class that tells them apart is reached by its name.
 */
public final class Signals {
  private Signals() {}

  /**
   * Runs {@code action} on a thread of its own at each signal of this name, such as {@code INT},
   * instead of ending the program.
   *
   * @return false when this machine does not offer it: shutdown hooks run then, as ever
   */
  public static boolean on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield null;
                    }
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> name.hashCode();
                    default -> "on " + name;
                  });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
      return true;
    } catch (ReflectiveOperationException notOffered) {
      return false;
    }
  }
}
