package glasshouse.engine.exhibit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns deeds into steps. */
final class Deeds {
  /** A shorter pause is the hand on its way to the next key. */
  private static final long PAUSE_MILLIS = 500;

  private static final long ROUND_MILLIS = 100;
  private static final int MAX_REPLY = 100;
  private static final Pattern SELECT = Pattern.compile("(?i)select\\s+([0-9]{1,3})");

  /** Commands whose replies depend on chance, on the clock or on the machine. */
  private static final Set<String> FICKLE =
      Set.of(
          "acl",
          "bgrewriteaof",
          "bgsave",
          "client",
          "config",
          "debug",
          "hello",
          "hrandfield",
          "info",
          "lastsave",
          "latency",
          "memory",
          "monitor",
          "object",
          "pttl",
          "randomkey",
          "role",
          "scan",
          "slowlog",
          "spop",
          "srandmember",
          "time",
          "ttl",
          "wait",
          "xadd",
          "zrandmember");

  /** Commands after which links come and go. */
  private static final Set<String> SHAKING =
      Set.of("client", "debug", "failover", "replicaof", "shutdown", "slaveof");

  /** Whether a link may have gone and come again unseen. */
  private boolean shaken;

  private final List<Step> steps = new ArrayList<>();
  private final Map<Figure, String> known = new LinkedHashMap<>();
  private Map<Figure, String> last = Map.of();

  /** The database each node's console stands on when the steps so far are played. */
  private final Map<String, Integer> dbs = new LinkedHashMap<>();

  private Deeds() {}

  /**
   * The steps that do the same, up to where it looks as {@code now}.
   *
   * @param before the steps that were played before
   */
  static List<Step> steps(List<Step> before, List<Deed> deeds, Map<Figure, String> now) {
    Deeds told = new Deeds();
    for (Step step : before) {
      if (step instanceof Step.Do typed) {
        told.selected(typed.node(), typed.command());
      }
    }
    long end = -1;
    for (int i = 0; i < deeds.size(); i++) {
      Deed deed = deeds.get(i);
      if (deed instanceof Deed.Acted && deed.error()) {
        continue;
      }
      told.waited(deed.seen);
      told.paused(end < 0 ? 0 : deed.began - end);
      boolean later = i + 1 < deeds.size() && late(deed, deeds.get(i + 1));
      told.tell(deed, later || deed.ended() < 0);
      end = Math.max(deed.began, later ? -1 : deed.ended());
    }
    told.waited(now);
    return told.steps;
  }

  private static boolean late(Deed deed, Deed next) {
    return deed.ended() < 0 || deed.ended() > next.began;
  }

  /** The steps with all that depends on the era said for one; without questions. */
  static List<Step> resolved(List<Step> steps, String era) {
    List<Step> own = new ArrayList<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Say(int line, ByEra text) -> own.add(new Step.Say(line, always(text, era)));
        case Step.Do(int line, String node, String command, ByEra reply, boolean later) ->
            own.add(
                new Step.Do(line, node, command, reply == null ? null : always(reply, era), later));
        case Step.WaitUntil(int line, List<Claim> claims) ->
            own.add(new Step.WaitUntil(line, always(claims, era)));
        case Step.Expect(int line, List<Claim> claims) ->
            own.add(new Step.Expect(line, always(claims, era)));
        case Step.Pass _, Step.Act _, Step.InLab _, Step.PointAt _ -> own.add(step);
        // What it asks may be answered by a step that was not played any more.
        case Step.Predict _ -> {}
        // What a seed did before is told by where one went on from it.
        case Step.Replay _ -> {}
      }
    }
    return own;
  }

  private static List<Claim> always(List<Claim> claims, String era) {
    return claims.stream().map(c -> new Claim(c.figure(), always(c.value(), era))).toList();
  }

  private static ByEra always(ByEra text, String era) {
    return ByEra.always(text.in(era));
  }

  /** The person went on when it looked so; who plays it again must not be faster. */
  private void waited(Map<Figure, String> seen) {
    List<Claim> claims = new ArrayList<>();
    seen.forEach(
        (figure, value) -> {
          String before = known.put(figure, value);
          if (tells(figure, before, value)) {
            claims.add(new Claim(figure, ByEra.always(value)));
          }
        });
    shaken = false;
    last = seen;
    if (!claims.isEmpty()) {
      steps.add(new Step.WaitUntil(0, claims));
    }
  }

  /** Whether it is worth waiting for; roles, the only figures of INFO here, when they change. */
  private boolean tells(Figure figure, @Nullable String before, String value) {
    boolean changed = !value.equals(before);
    if (figure instanceof Figure.Info) {
      return changed && before != null;
    }
    boolean peace = before == null && (value.equals("up") || value.equals("running"));
    return shaken && !promoted(figure) || !peace && changed;
  }

  /** Of a replica that has become a master one learns nothing from that it runs: it did before. */
  private boolean promoted(Figure figure) {
    return figure instanceof Figure.Run(String node) && "slave".equals(last.get(role(node)));
  }

  /** What a node says that it is. */
  static Figure role(String node) {
    return new Figure.Info("role", node);
  }

  private void paused(long millis) {
    if (millis >= PAUSE_MILLIS) {
      steps.add(new Step.Pass(0, (millis + ROUND_MILLIS / 2) / ROUND_MILLIS * ROUND_MILLIS));
    }
  }

  private void tell(Deed deed, boolean later) {
    switch (deed) {
      case Deed.Acted acted -> {
        shaken = true;
        steps.add(new Step.Act(0, acted.action));
      }
      case Deed.Typed typed -> {
        shaken = SHAKING.contains(verb(typed));
        select(typed);
        ByEra reply = later || !firm(typed) ? null : ByEra.always(typed.said().strip());
        steps.add(new Step.Do(0, typed.node, typed.line, reply, later));
      }
    }
  }

  /** An exhibit has one console for a node; a person may have several, on different databases. */
  private void select(Deed.Typed typed) {
    if (dbs.getOrDefault(typed.node, 0) != typed.db) {
      steps.add(new Step.Do(0, typed.node, "SELECT " + typed.db, null, false));
      dbs.put(typed.node, typed.db);
    }
    if (typed.said().equals("OK")) {
      selected(typed.node, typed.line);
    }
  }

  private void selected(String node, String line) {
    Matcher select = SELECT.matcher(line);
    if (select.matches()) {
      dbs.put(node, Integer.parseInt(select.group(1)));
    }
  }

  /** Whether the same reply comes each time; an error is expected whatever it is. */
  private static boolean firm(Deed.Typed typed) {
    String said = typed.said();
    boolean line = said.length() <= MAX_REPLY && said.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    return typed.error() || line && !FICKLE.contains(verb(typed));
  }

  private static String verb(Deed.Typed typed) {
    return typed.line.split("\\s+")[0].toLowerCase(Locale.ROOT);
  }
}
