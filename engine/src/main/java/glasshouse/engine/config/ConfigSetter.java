package glasshouse.engine.config;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CONFIG SET: all of several parameters, or none. */
public final class ConfigSetter {
  private record Change(String asked, Parameter parameter, String value, String old) {}

  private final Config config;

  /** A setter of {@code config}. */
  public ConfigSetter(Config config) {
    this.config = config;
  }

  /**
   * Sets pairs of name and value and lets the hooks carry them out; when one cannot be taken, all
   * have the values they had.
   *
   * @param pairs name, value, name, value ...
   * @param local true for a client on this machine, who may set protected parameters if local ones
   *     may
   * @param loading true while the data set is being loaded
   * @return the error line, or null
   */
  public @Nullable String set(List<String> pairs, boolean local, boolean loading) {
    if (pairs.size() % 2 != 0) {
      return "ERR syntax error";
    }
    List<Change> changes = new ArrayList<>();
    String error = null;
    boolean early = false;
    for (int i = 0; i < pairs.size(); i += 2) {
      String name = pairs.get(i);
      Parameter parameter = config.find(name);
      if (parameter == null) {
        return "ERR Unknown option or number of arguments for CONFIG SET - '"
            + Bytes.untilNul(name)
            + "'";
      }
      early |= loading && parameter.is(Mark.NOT_WHILE_LOADING);
      String problem = refusal(parameter, name, local, changes);
      if (problem != null && error == null) {
        error = failed(name, problem);
      }
      changes.add(new Change(name, parameter, pairs.get(i + 1), parameter.text()));
    }
    if (early) {
      return ErrorReply.LOADING;
    }
    return error != null ? error : take(changes);
  }

  /** A parameter may be named twice if once by its older name: Redis counts names, too. */
  private @Nullable String refusal(
      Parameter parameter, String name, boolean local, List<Change> changes) {
    if (parameter.is(Mark.IMMUTABLE)) {
      return "can't set immutable config";
    }
    WordParameter allowed = config.network.enableProtected;
    if (parameter.is(Mark.PROTECTED) && !allowed.is("yes") && !(local && allowed.is("local"))) {
      return "can't set protected config";
    }
    for (Change change : changes) {
      if (change.asked.equalsIgnoreCase(name)) {
        return "duplicate parameter";
      }
    }
    return null;
  }

  private @Nullable String take(List<Change> changes) {
    for (Change change : changes) {
      String problem = ConfigReader.take(change.parameter, List.of(change.value), false);
      if (problem != null) {
        restore(changes);
        return failed(change.asked, problem);
      }
    }
    List<Parameter.Hook> called = new ArrayList<>();
    for (Change change : changes) {
      Parameter.Hook hook = change.parameter.hook();
      if (hook == null || called.contains(hook)) {
        continue;
      }
      called.add(hook);
      String problem = hook.changed();
      if (problem != null) {
        restore(changes);
        carryOutAgain(called);
        return failed(change.asked, problem);
      }
    }
    return null;
  }

  private static void restore(List<Change> changes) {
    for (Change change : changes.reversed()) {
      ConfigReader.take(change.parameter, List.of(change.old), false);
    }
  }

  /** The old values were in effect before, so what a hook says now changes nothing. */
  private static void carryOutAgain(List<Parameter.Hook> hooks) {
    for (Parameter.Hook hook : hooks) {
      hook.changed();
    }
  }

  private static String failed(String name, String problem) {
    return "ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + problem;
  }
}
