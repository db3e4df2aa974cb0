package glasshouse.engine.exhibit;

import glasshouse.engine.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Actions from their words, the inverse of {@link Action#words}. */
final class ActionWords {
  private static final Map<String, Function<String, Action>> ON_ONE = new LinkedHashMap<>();
  private static final Map<String, BiFunction<String, String, Action>> ON_TWO =
      new LinkedHashMap<>();

  private static final String STALL = "stall";
  private static final String CLOCK = "advance-clock";

  static {
    ON_ONE.put("add-replica", Action.AddReplica::new);
    ON_ONE.put("promote", Action.Promote::new);
    ON_ONE.put("stop", Action.Stop::new);
    ON_ONE.put("kill", Action.Kill::new);
    ON_ONE.put("start", Action.Start::new);
    ON_ONE.put("start-as-master", Action.StartAsMaster::new);
    ON_ONE.put("restart", Action.Restart::new);
    ON_ONE.put("kill-and-start", Action.KillAndStart::new);
    ON_ONE.put("freeze", Action.Freeze::new);
    ON_ONE.put("thaw", Action.Thaw::new);
    ON_ONE.put("cut", Action.Cut::new);
    ON_ONE.put("heal", Action.Heal::new);
    ON_ONE.put("release", Action.Release::new);
    ON_ONE.put("fail-over", Action.FailOver::new);
    ON_ONE.put("force-fail-over", Action.ForceFailOver::new);
    ON_TWO.put("reattach", Action.Reattach::new);
  }

  private ActionWords() {}

  /** The action of these words, null when there is none. */
  static @Nullable Action parse(String words) {
    String[] parts = words.strip().split("\\s+");
    Function<String, Action> one = ON_ONE.get(parts[0]);
    BiFunction<String, String, Action> two = ON_TWO.get(parts[0]);
    if (one != null && parts.length == 2) {
      return one.apply(parts[1]);
    }
    if (parts.length == 3 && parts[0].equals(STALL) && parts[2].matches("[0-9]{1,12}")) {
      return new Action.Stall(parts[1], Long.parseLong(parts[2]));
    }
    if (parts.length == 4 && parts[0].equals(CLOCK)) {
      long millis = Span.millis(parts[2] + " " + parts[3]);
      return millis > 0 ? new Action.AdvanceClock(parts[1], millis) : null;
    }
    return two != null && parts.length == 3 ? two.apply(parts[1], parts[2]) : null;
  }

  /** All forms, for messages. */
  static String all() {
    List<String> forms = new ArrayList<>();
    ON_ONE.keySet().forEach(verb -> forms.add(verb + " NODE"));
    ON_TWO.keySet().forEach(verb -> forms.add(verb + " NODE MASTER"));
    forms.add(STALL + " NODE BYTES");
    forms.add(CLOCK + " NODE SPAN");
    return String.join(", ", forms);
  }
}
