package glasshouse.ui.model;

import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import java.util.List;

/**
 * A cluster in one line: what the strip at the top of the window says.
 *
 * @param tone how it is to be said
 * @param text the line
 * @param alarms what is wrong, the worst first
 */
public record Verdict(Tone tone, String text, List<Alarm> alarms) {
  /** How a verdict is to be said. */
  public enum Tone {
    /** Nothing to see yet. */
    EMPTY,
    /** Nothing is wrong and every replica has everything. */
    IN_SYNC,
    /** Nothing is wrong, bytes are on their way. */
    STREAMING,
    /** Something stands still or is on its way. */
    CAUTION,
    /** Something is wrong. */
    ALARM
  }

  /** Judges a cluster. */
  public static Verdict of(Topology topology) {
    List<Alarm> alarms = Alarms.of(topology);
    if (topology.view().nodes().isEmpty()) {
      return new Verdict(Tone.EMPTY, "no nodes yet", alarms);
    }
    if (!alarms.isEmpty()) {
      boolean bad = alarms.getFirst().kind().level() == Alarm.Level.ALARM;
      return new Verdict(
          bad ? Tone.ALARM : Tone.CAUTION,
          alarms.size() == 1 ? "1 thing to look at" : alarms.size() + " things to look at",
          alarms);
    }
    NodeView root = topology.roots().getFirst().node();
    String offset = Format.count(root.replication().offset());
    if (topology.view().links().isEmpty()) {
      return new Verdict(Tone.IN_SYNC, "no replicas, offset " + offset, alarms);
    }
    long behind = 0;
    for (LinkView link : topology.view().links()) {
      behind = Math.max(behind, link.behind());
    }
    return behind == 0
        ? new Verdict(Tone.IN_SYNC, "all in sync at offset " + offset, alarms)
        : new Verdict(
            Tone.STREAMING,
            "streaming at offset " + offset + ", at most " + Format.count(behind) + " bytes behind",
            alarms);
  }
}
