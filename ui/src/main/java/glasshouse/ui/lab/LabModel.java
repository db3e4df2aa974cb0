package glasshouse.ui.lab;

import glasshouse.engine.CacheLab;
import glasshouse.engine.LabAction;
import glasshouse.engine.Outcome;
import glasshouse.engine.view.LabView;
import glasshouse.engine.view.LabView.LabThread;
import glasshouse.ui.draw.ThreadsScene.Segment;
import glasshouse.ui.fx.FxThread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A lab as the window knows it: the newest view, how each thread came there, what is selected. */
final class LabModel {
  private static final int MOST_SEGMENTS = 400;
  private static final int STUCK = 3;

  private final CacheLab lab;
  private final Map<String, List<Segment>> strips = new LinkedHashMap<>();
  private LabView view;
  private @Nullable LabAction asked;
  private String selected = "";
  private String note = "";
  private boolean refused;
  private long version;

  LabModel(CacheLab lab) {
    this.lab = lab;
    view = lab.view();
  }

  /** Takes over the newest view. */
  @SuppressWarnings("ReferenceEquality") // a view is new when it is another object
  void drain() {
    LabView newest = lab.view();
    if (newest == view) {
      return;
    }
    boolean anew = !newest.variant().equals(view.variant());
    view = newest;
    version++;
    if (anew) {
      strips.clear();
      selected = "";
    }
    long now = now();
    for (LabThread thread : view.threads()) {
      List<Segment> strip = strips.computeIfAbsent(thread.name(), _ -> new ArrayList<>());
      if (strip.isEmpty() || strip.getLast().state() != thread.state()) {
        strip.add(new Segment(now, thread.state()));
      }
      if (strip.size() > MOST_SEGMENTS) {
        strip.removeFirst();
      }
    }
  }

  /** Milliseconds of a clock that only moves on. */
  static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  CacheLab lab() {
    return lab;
  }

  LabView view() {
    return view;
  }

  /** The states a thread went through, oldest first. */
  List<Segment> strip(String thread) {
    return strips.getOrDefault(thread, List.of());
  }

  long version() {
    return version;
  }

  /** The selected thread; when none is, one that is stuck, or waits, or the newest. */
  @Nullable LabThread subject() {
    LabThread best = null;
    for (LabThread thread : view.threads()) {
      if (thread.name().equals(selected)) {
        return thread;
      }
      // Of the stuck ones the first, which closed the circle; else the newest.
      int least = best == null ? 0 : rank(best) + (rank(best) == STUCK ? 1 : 0);
      if (rank(thread) >= least) {
        best = thread;
      }
    }
    return best;
  }

  private static int rank(LabThread thread) {
    return switch (thread.state()) {
      case STUCK -> STUCK;
      case WAITING -> 2;
      case LINGERING, RUNNING -> 1;
      case DONE, FAILED -> 0;
    };
  }

  void select(String thread) {
    selected = thread;
    version++;
  }

  /** What waits for a word of consent, null for nothing. */
  @Nullable LabAction asked() {
    return asked;
  }

  /** Does something at once, or, when it breaks into what runs, asks first. */
  void want(LabAction action) {
    switch (action) {
      case LabAction.Request _, LabAction.Advance _, LabAction.Release _ -> act(action);
      case LabAction.Interrupt _, LabAction.TimeOut _, LabAction.Close _, LabAction.Choose _ -> {
        asked = action;
        version++;
      }
    }
  }

  /** Does what was asked about, or leaves it. */
  void answer(boolean yes) {
    LabAction action = asked;
    asked = null;
    version++;
    if (yes && action != null) {
      act(action);
    }
  }

  /** What came of the last action, empty for nothing yet. */
  String note() {
    return note;
  }

  /** Whether the last action was refused. */
  boolean refused() {
    return refused;
  }

  private void act(LabAction action) {
    lab.act(action, outcome -> FxThread.run(() -> tell(outcome)));
  }

  private void tell(Outcome outcome) {
    version++;
    switch (outcome) {
      case Outcome.Done(String text) -> {
        note = text;
        refused = false;
      }
      case Outcome.Refused(String reason) -> {
        note = reason;
        refused = true;
      }
    }
  }
}
