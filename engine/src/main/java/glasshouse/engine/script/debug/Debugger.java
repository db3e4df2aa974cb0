package glasshouse.engine.script.debug;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Limits;
import glasshouse.engine.port.DebugLine;
import glasshouse.engine.script.api.ScriptCalls;
import glasshouse.engine.script.api.Watcher;
import glasshouse.engine.script.vm.Args;
import glasshouse.engine.script.vm.ScriptError;
import glasshouse.engine.script.vm.Vm;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The debugger of a node's scripts. It stops a script before the lines its client has asked for,
 * shows what the client wants to see, and lets it go on. There is one, as in Redis: what one client
 * has set holds for the next, until that switches its debugging on.
 *
 * <pre>{@code
 * enable()                  SCRIPT DEBUG YES
 * begin(body, line)         EVAL; what it answers with an error ends here too
 *   attach(calls) ... detach()    the script runs
 * end()
 * }</pre>
 */
public final class Debugger implements Vm.Tracer, Watcher {
  /** Part of the name of chunks in which scripts stop. */
  static final String SCRIPT = "user_script";

  private final Vm vm;
  private final Function<String, ScriptError> failure;
  private final DebugLog log = new DebugLog();
  private final Listing listing = new Listing();
  private final CommandReader reader = new CommandReader();
  private final Commands commands;
  private DebugLine client = DebugLine.GONE;
  private @Nullable ScriptCalls calls;
  private boolean step;
  private boolean breakpointCalled;
  private int line = -1;

  /**
   * A debugger that is not enabled.
   *
   * @param failure the error that a script sees for a text of ours
   */
  public Debugger(Vm vm, Function<String, ScriptError> failure) {
    this.vm = vm;
    this.failure = failure;
    this.commands = new Commands(vm, this, log, listing);
  }

  /** A client wants its next script debugged: it will stop at its first line. */
  public void enable() {
    log.reset();
    listing.removeAll();
    reader.clear();
    step = true;
    breakpointCalled = false;
  }

  /** A session begins. */
  public void begin(byte[] script, DebugLine to) {
    client = to;
    listing.show(script);
  }

  /** The script has ended, or did not even start: the client is told what is left to tell. */
  public void end() {
    log.add("<endsession>");
    send();
    client = DebugLine.GONE;
  }

  /** The script starts. */
  public void attach(ScriptCalls host) {
    calls = host;
    vm.trace(this);
  }

  /** The script has ended. */
  public void detach() {
    calls = null;
    vm.trace(null);
  }

  /**
   * Called while the script works between two lines, or for a client that evaluates something. True
   * to end it: it does not come to an end, and nobody is there any more who waits for that. (Redis
   * waits for ever.)
   */
  public boolean beat() {
    ScriptCalls host = calls;
    return client.killed() || host != null && host.elapsed() > 2 * host.patience() && client.gone();
  }

  @Override
  public void line(int number) {
    line = number;
    boolean stop = listing.isBreakpoint(number) || breakpointCalled;
    if ((step || stop) && vm.chunk().contains(SCRIPT)) {
      stop(!stop ? "step over" : breakpointCalled ? "redis.breakpoint() called" : "break point");
    }
  }

  @Override
  public void counted(int number) {
    line = number;
    ScriptCalls host = calls;
    boolean endless =
        host != null
            && !step
            && !listing.isBreakpoint(number)
            && !breakpointCalled
            && host.elapsed() >= host.patience();
    if (endless && vm.chunk().contains(SCRIPT) && !stop("timeout reached, infinite loop?")) {
      throw failure.apply("timeout during Lua debugging with client closing connection");
    }
  }

  /** Stops at the present line until the client lets the script go on; false when it is gone. */
  private boolean stop(String reason) {
    step = false;
    breakpointCalled = false;
    log.add("* Stopped at " + line + ", stop reason = " + reason);
    log.add(listing.line(line, line));
    send();
    boolean there = obey();
    ScriptCalls host = calls;
    if (host != null) {
      host.goesOn();
    }
    return there;
  }

  private boolean obey() {
    while (true) {
      List<byte[]> words = read();
      if (words == null) {
        step = false;
        listing.removeAll();
        return false;
      }
      switch (commands.run(words, line)) {
        case STEP -> {
          step = true;
          return true;
        }
        case CONTINUE -> {
          return true;
        }
        case ABORT -> throw failure.apply("script aborted for user request");
        case ANSWER -> send();
      }
    }
  }

  /** The client's next command, or null when it is gone. */
  private @Nullable List<byte[]> read() {
    try {
      List<byte[]> words = reader.next();
      while (words == null) {
        byte[] bytes = client.read(CommandReader.MOST_AT_ONCE);
        if (bytes.length == 0) {
          return null;
        }
        reader.feed(bytes);
        words = reader.next();
      }
      return words;
    } catch (CommandReader.Broken broken) {
      throw failure.apply(String.valueOf(broken.getMessage()));
    }
  }

  private void send() {
    ByteBuilder out = new ByteBuilder(256);
    log.drain(out);
    client.write(out);
  }

  /** Runs something as if the client had said step: its commands are shown. */
  void shown(Runnable action) {
    step = true;
    try {
      action.run();
    } finally {
      step = false;
    }
  }

  @Override
  public boolean steps() {
    return step;
  }

  @Override
  public void command(byte[][] argv) {
    log.add(commands.text(argv));
  }

  @Override
  public void error(String text) {
    log.add("<error> " + text);
  }

  @Override
  public void reply(byte[] reply) {
    log.addCut("<reply> " + ReplyText.of(reply, log.room()));
  }

  @Override
  public void stopAtNextLine() {
    breakpointCalled = true;
  }

  @Override
  public void show(Args values) {
    StringBuilder text = new StringBuilder("<debug> line " + line + ": ");
    for (int i = 1; i <= values.count(); i++) {
      text.append(i == 1 ? "" : ", ").append(ValueText.of(values.get(i), Limits.DEBUG_LOG));
    }
    log.add(text.toString());
  }
}
