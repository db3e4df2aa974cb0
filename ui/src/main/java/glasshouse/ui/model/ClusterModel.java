package glasshouse.ui.model;

import glasshouse.engine.Action;
import glasshouse.engine.Cluster;
import glasshouse.engine.Outcome;
import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.NodeView;
import glasshouse.ui.fx.FxThread;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as the window knows it: the newest view with what follows from it, the events, what
 * is selected. Lives on the JavaFX thread; asks the engine and never waits for it.
 */
public final class ClusterModel {
  private final Cluster cluster;
  private final EventLog events = new EventLog();
  private final ReadOnlyObjectWrapper<Topology> topology =
      new ReadOnlyObjectWrapper<>(Topology.EMPTY);
  private final ReadOnlyObjectWrapper<Verdict> verdict =
      new ReadOnlyObjectWrapper<>(Verdict.of(Topology.EMPTY));
  private final ReadOnlyObjectWrapper<@Nullable Place> selection = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Note> note = new ReadOnlyObjectWrapper<>(Note.NONE);
  private ClusterView view = ClusterView.EMPTY;
  private long version;

  /** A model of a cluster. */
  public ClusterModel(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Takes over the newest view and the events since; called once per pulse. */
  @SuppressWarnings(
      "ReferenceEquality") // a view is new when it is another object, whatever it holds
  public void drain() {
    long before = events.seen();
    long lost = cluster.drainEvents(events::add);
    if (events.seen() != before) {
      version++;
    }
    if (lost > 0) {
      events.lost(lost);
    }
    ClusterView newest = cluster.view();
    if (newest == view) {
      return;
    }
    view = newest;
    version++;
    Topology seen = new Topology(newest);
    topology.set(seen);
    verdict.set(Verdict.of(seen));
    Place place = selection.get();
    if (place != null && seen.node(place.node()) == null) {
      selection.set(null);
    }
  }

  /** Forgets the events: what follows belongs to another run of the same story. */
  public void rewound() {
    events.clear();
    version++;
  }

  /** The front door. */
  public Cluster cluster() {
    return cluster;
  }

  /** The newest view, asked by name. */
  public ReadOnlyObjectProperty<Topology> topology() {
    return topology.getReadOnlyProperty();
  }

  /** What is wrong with it. */
  public ReadOnlyObjectProperty<Verdict> verdict() {
    return verdict.getReadOnlyProperty();
  }

  /** What is selected, null for nothing. */
  public ReadOnlyObjectProperty<@Nullable Place> selection() {
    return selection.getReadOnlyProperty();
  }

  /** The latest note. */
  public ReadOnlyObjectProperty<Note> note() {
    return note.getReadOnlyProperty();
  }

  /** The event log. */
  public EventLog events() {
    return events;
  }

  /** Grows with each new view and each change of the selection. */
  public long version() {
    return version;
  }

  /** Selects a place, null for nothing. */
  public void select(@Nullable Place place) {
    Place before = selection.get();
    if (place == null ? before != null : !place.equals(before)) {
      version++;
      selection.set(place);
    }
  }

  /** The node that actions and panels are about: the selected one, else the first master. */
  public Topology.@Nullable Member subject() {
    Place place = selection.get();
    Topology seen = topology.get();
    if (place != null) {
      return seen.member(place.node());
    }
    return seen.roots().isEmpty() ? null : seen.roots().getFirst();
  }

  /**
   * The node whose backlog matters to the subject: its own when it feeds others, else its master's.
   */
  public @Nullable NodeView source() {
    Topology.Member member = subject();
    if (member == null) {
      return null;
    }
    NodeView master = topology.get().master(member.node().name());
    return member.children().isEmpty() && master != null ? master : member.node();
  }

  /** Asks the engine; what comes of it is noted and logged when it is known. */
  public void act(Action action) {
    cluster.act(action, outcome -> FxThread.run(() -> tell(action.words(), outcome)));
  }

  /** Notes and logs that something was not done. */
  public void refuse(String what, String reason) {
    tell(what, new Outcome.Refused(reason));
  }

  /** Notes and logs that something was done. */
  public void done(String text) {
    tell(false, text);
  }

  private void tell(String what, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done(String text) -> tell(false, text);
      case Outcome.Refused(String reason) -> tell(true, what + " refused: " + reason);
    }
  }

  private void tell(boolean refused, String text) {
    Topology.Member member = subject();
    events.add(
        new EngineEvent(
            System.currentTimeMillis(),
            member == null ? "" : member.node().name(),
            refused ? EngineEvent.Level.WARNING : EngineEvent.Level.NOTICE,
            EngineEvent.Kind.ACTION,
            text));
    version++;
    note.set(new Note(refused, text, note.get().number() + 1));
  }
}
