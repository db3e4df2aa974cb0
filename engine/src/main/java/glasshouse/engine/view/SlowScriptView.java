package glasshouse.engine.view;

/**
 * A script or function that runs beyond {@code busy-reply-threshold}.
 *
 * @param name SHA1 of the script, or the function's name
 * @param function whether it is a function
 * @param wrote whether it has called a command that writes: {@link #killer} is refused then
 * @param millis how long it has run
 */
public record SlowScriptView(String name, boolean function, boolean wrote, long millis) {
  /** The command that ends it. */
  public String killer() {
    return function ? "FUNCTION KILL" : "SCRIPT KILL";
  }
}
