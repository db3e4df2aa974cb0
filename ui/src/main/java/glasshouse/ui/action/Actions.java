package glasshouse.ui.action;

import glasshouse.engine.Action;
import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView.Run;
import glasshouse.ui.action.UiAction.Deed;
import glasshouse.ui.action.UiAction.When;
import glasshouse.ui.model.Format;
import glasshouse.ui.model.Topology;
import glasshouse.ui.player.Player;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table of everything a user can do. */
public final class Actions {
  private static final String NO_MASTER = " has no master";

  private static final List<UiAction> ALL =
      List.of(
          node(
              "add-replica",
              "Add a replica",
              "fth-plus",
              "Shortcut+N",
              running(),
              Action.AddReplica::new),
          node(
              "restart", "Restart", "fth-refresh-cw", "Shortcut+R", running(), Action.Restart::new),
          node(
              "kill-and-start",
              "Kill and start",
              "fth-zap",
              "Shortcut+Shift+R",
              alive(),
              Action.KillAndStart::new),
          node("stop", "Stop", "fth-square", "Shortcut+S", running(), Action.Stop::new),
          node("start", "Start", "fth-play", "Shortcut+S", gone(), Action.Start::new),
          node("kill", "Kill", "fth-x-octagon", "Shortcut+Shift+S", alive(), Action.Kill::new),
          node("freeze", "Freeze", "fth-pause", "Shortcut+F", running(), Action.Freeze::new),
          node("thaw", "Thaw", "fth-sun", "Shortcut+F", frozen(), Action.Thaw::new),
          node("cut", "Cut", "fth-scissors", "Shortcut+B", linked(false), Action.Cut::new),
          node("heal", "Heal", "fth-link", "Shortcut+B", linked(true), Action.Heal::new),
          new UiAction(
              "reattach",
              "Re-attach",
              "fth-git-branch",
              "Shortcut+M",
              running(),
              new Deed.OnTwo("under", Action.Reattach::new)),
          node(
              "promote",
              "Promote",
              "fth-chevrons-up",
              "Shortcut+P",
              replica(),
              Action.Promote::new),
          node(
              "fail-over",
              "Fail over",
              "fth-repeat",
              "Shortcut+O",
              upToDate(),
              Action.FailOver::new),
          node(
              "force-fail-over",
              "Force fail-over",
              "fth-alert-octagon",
              "Shortcut+Shift+O",
              replica(),
              Action.ForceFailOver::new),
          new UiAction(
              "console",
              "Console",
              "fth-terminal",
              "Shortcut+T",
              _ -> "",
              new Deed.InWindow(Hands::console)),
          window("exhibits", "Exhibits", "fth-book-open", "Shortcut+E", Hands::exhibits),
          play(
              "tour",
              "Walk the guided tour",
              "fth-map",
              "Shortcut+Shift+W",
              p -> p.walk().resume()),
          play(
              "next-stop",
              "Next stop of the tour",
              "fth-chevron-right",
              "Shortcut+Period",
              p -> p.walk().step(1)),
          play(
              "previous-stop",
              "Previous stop of the tour",
              "fth-chevron-left",
              "Shortcut+Comma",
              p -> p.walk().step(-1)),
          play(
              "seed",
              "Open a seed of the fuzzer",
              "fth-crosshair",
              "Shortcut+Shift+D",
              player -> player.seeds().ask()),
          play("play", "Play or pause the exhibit", "fth-play", "Space", Player::playOrPause),
          play("next-step", "One step ahead", "fth-skip-forward", "Period", Player::step),
          play("previous-step", "One step back", "fth-skip-back", "Comma", Player::back),
          play(
              "next-notable",
              "To the next act, fault or finding",
              "fth-fast-forward",
              "Alt+Right",
              p -> p.seekNotable(1)),
          play(
              "previous-notable",
              "To the act, fault or finding before",
              "fth-rewind",
              "Alt+Left",
              p -> p.seekNotable(-1)),
          play("stay", "Stay at this step", "fth-x", "Esc", Player::stay),
          play("fork", "Go on by hand from here", "fth-git-branch", "Shortcut+G", Player::fork),
          play(
              "beside",
              "Another era beside",
              "fth-columns",
              "Shortcut+D",
              player -> player.beside().next()),
          play("faster", "Play faster", "fth-plus", "Shortcut+Up", p -> p.faster(1)),
          play("slower", "Play slower", "fth-minus", "Shortcut+Down", p -> p.faster(-1)),
          play(
              "ports",
              "Play on real ports",
              "fth-radio",
              "Shortcut+L",
              p -> p.onPorts(!p.onPorts())),
          window("save", "Save as an exhibit", "fth-save", "Shortcut+Shift+E", Hands::save),
          window("lab", "Cache lab", "fth-lock", "Shortcut+J", Hands::lab),
          window("palette", "All actions", "fth-command", "Shortcut+K", hands -> hands.palette("")),
          window("copy", "Copy the cluster as text", "fth-copy", "Shortcut+Shift+C", Hands::copy),
          window("theme", "Light or dark", "fth-moon", "Shortcut+Shift+T", Hands::theme),
          window("motion", "Reduced motion", "fth-wind", "Shortcut+Shift+M", Hands::motion),
          window("next-panel", "Next panel", "fth-chevron-right", "F6", hands -> hands.panel(1)),
          window(
              "previous-panel",
              "Previous panel",
              "fth-chevron-left",
              "Shift+F6",
              hands -> hands.panel(-1)));

  private Actions() {}

  /** All rows, in the order of the toolbar. */
  public static List<UiAction> all() {
    return ALL;
  }

  /**
   * The row of an id.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static UiAction of(String id) {
    for (UiAction action : ALL) {
      if (action.id().equals(id)) {
        return action;
      }
    }
    throw new IllegalArgumentException("no action " + id);
  }

  /** Why an action is not possible now with that node, empty when it is. */
  public static String refusal(UiAction action, Topology.@Nullable Member member) {
    if (action.deed() instanceof Deed.Always) {
      return "";
    }
    return member == null ? "there is no node" : action.when().refusal(member);
  }

  /** Does it with a node, or says why not. An action on two nodes asks for the second. */
  public static void run(UiAction action, Topology.@Nullable Member member, Hands hands) {
    String reason = refusal(action, member);
    if (!reason.isEmpty()) {
      hands.refuse(action.title(), reason);
      return;
    }
    String node = member == null ? "" : member.node().name();
    switch (action.deed()) {
      case Deed.OnNode(Function<String, Action> make) -> hands.act(make.apply(node));
      case Deed.OnTwo(String between, _) ->
          hands.palette(action.title() + " " + node + " " + between + " ");
      case Deed.InWindow window -> window.act().accept(hands, node);
      case Deed.Always always -> always.act().accept(hands);
    }
  }

  /**
   * One thing that can be chosen from the palette.
   *
   * @param action the row
   * @param words what it says, with the nodes in it
   * @param refusal why it is not possible now, empty when it is
   * @param run does it
   */
  public record Choice(UiAction action, String words, String refusal, Runnable run) {}

  /** Everything that can be chosen now, what concerns the selected node first. */
  public static List<Choice> choices(
      Topology topology, Topology.@Nullable Member selected, Hands hands) {
    List<Choice> choices = new ArrayList<>();
    if (selected != null) {
      addChoices(choices, topology, selected, hands);
    }
    for (UiAction action : ALL) {
      if (action.deed() instanceof Deed.Always) {
        choices.add(new Choice(action, action.title(), "", () -> run(action, null, hands)));
      }
    }
    for (Topology.Member member : topology.members()) {
      if (selected == null || !member.node().name().equals(selected.node().name())) {
        addChoices(choices, topology, member, hands);
      }
    }
    return choices;
  }

  private static void addChoices(
      List<Choice> choices, Topology topology, Topology.Member member, Hands hands) {
    String node = member.node().name();
    for (UiAction action : ALL) {
      String reason = refusal(action, member);
      switch (action.deed()) {
        case Deed.OnNode _, Deed.InWindow _ ->
            choices.add(
                new Choice(
                    action,
                    action.title() + " " + (action.id().equals("add-replica") ? "to " : "") + node,
                    reason,
                    () -> run(action, member, hands)));
        case Deed.OnTwo two -> {
          for (Topology.Member other : topology.members()) {
            String name = other.node().name();
            if (!name.equals(node)) {
              choices.add(
                  new Choice(
                      action,
                      action.title() + " " + node + " " + two.between() + " " + name,
                      reason,
                      () -> hands.act(two.make().apply(node, name))));
            }
          }
        }
        case Deed.Always _ -> {}
      }
    }
  }

  private static UiAction node(
      String id, String title, String icon, String key, When when, Function<String, Action> make) {
    return new UiAction(id, title, icon, key, when, new Deed.OnNode(make));
  }

  private static UiAction window(
      String id, String title, String icon, String key, Consumer<Hands> act) {
    return new UiAction(id, title, icon, key, _ -> "", new Deed.Always(act));
  }

  private static UiAction play(
      String id, String title, String icon, String key, Consumer<Player> act) {
    return window(id, title, icon, key, hands -> act.accept(hands.player()));
  }

  private static When running() {
    return m -> m.node().run() == Run.RUNNING ? "" : is(m);
  }

  private static When alive() {
    return m -> m.node().run() == Run.DEAD || m.node().run() == Run.STOPPED ? is(m) : "";
  }

  private static When gone() {
    return m -> m.node().run() == Run.DEAD || m.node().run() == Run.STOPPED ? "" : is(m);
  }

  private static When frozen() {
    return m -> m.node().run() == Run.FROZEN ? "" : is(m);
  }

  private static When linked(boolean cut) {
    return m -> {
      LinkView link = m.link();
      if (link == null) {
        return m.node().name() + NO_MASTER;
      }
      if (link.cut() == cut) {
        return "";
      }
      return "the link of " + m.node().name() + (cut ? " is not cut" : " is cut already");
    };
  }

  private static When replica() {
    return m -> {
      if (m.link() == null) {
        return m.node().name() + NO_MASTER;
      }
      return m.node().run() == Run.RUNNING ? "" : is(m);
    };
  }

  private static When upToDate() {
    return m -> {
      LinkView link = m.link();
      if (link == null) {
        return m.node().name() + NO_MASTER;
      }
      return link.up() ? "" : "the link of " + m.node().name() + " is down: it can only be forced";
    };
  }

  private static String is(Topology.Member member) {
    return member.node().name() + " is " + Format.word(member.node().run());
  }
}
