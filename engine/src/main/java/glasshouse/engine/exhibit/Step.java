package glasshouse.engine.exhibit;

import glasshouse.engine.Action;
import glasshouse.engine.LabAction;
import glasshouse.engine.fuzz.Point;
import glasshouse.engine.fuzz.Seed;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One step of an exhibit. A new verb is one more record here, and the compiler shows the rest. */
public sealed interface Step {
  /** Line of its file, counted from 1. */
  int line();

  /** Something is told beside the picture. */
  record Say(int line, ByEra text) implements Step {}

  /**
   * A command is typed at a node.
   *
   * @param reply what must come back, in the notation of redis-cli; null for anything but an error
   * @param later the play goes on without waiting for the reply
   */
  record Do(int line, String node, String command, @Nullable ByEra reply, boolean later)
      implements Step {}

  /** Nothing is done for so many milliseconds. */
  record Pass(int line, long millis) implements Step {}

  /** A button of the window is pressed. */
  record Act(int line, Action action) implements Step {}

  /** A button of a lab is pressed. */
  record InLab(int line, LabAction action) implements Step {}

  /** Nothing happens until all this holds. */
  record WaitUntil(int line, List<Claim> claims) implements Step {}

  /** The eye is led to a node or to a part of the window. */
  record PointAt(int line, String target) implements Step {
    /** Parts of the window that can be pointed at; the window has a panel for each. */
    public static final List<String> PANELS =
        List.of("cluster", "backlog", "events", "console", "inspector", "selected-db", "scripts");

    /** The same where a lab is shown. */
    public static final List<String> LAB_PANELS =
        List.of("clock", "threads", "locks", "graph", "stacks", "pages", "buckets", "facts", "log");
  }

  /**
   * The audience is asked what a figure will be; the run judges at the next step that expects it.
   */
  record Predict(int line, String question, List<String> choices, Figure figure) implements Step {}

  /** All this must hold now. */
  record Expect(int line, List<Claim> claims) implements Step {}

  /**
   * A run of the fuzzer goes on. It is the first step of an exhibit or follows one of its kind.
   *
   * @param seed the run
   * @param marked number of an event behind which the run stands still too, 0 for none
   * @param points how many of its points are reached then, the last of them not done yet
   * @param behind how many of its events have happened then
   * @param done what is done on the way
   */
  record Replay(int line, Seed seed, long marked, int points, long behind, List<Point> done)
      implements Step {
    /** What it is about: what goes wrong, or the end of all that, if it is among what is done. */
    public Point chief() {
      return done.stream()
          .filter(it -> it.kind() == Point.Kind.FAULT || it.kind() == Point.Kind.REST)
          .findFirst()
          .orElse(done.getLast());
    }

    /** Whether something is found not to hold here. */
    public boolean broken() {
      return chief().kind() == Point.Kind.FOUND;
    }
  }

  /** The verb of the file. */
  default String verb() {
    return switch (this) {
      case Say _ -> "say";
      case Do _ -> "do";
      case Pass _ -> "pass";
      case Act _ -> "act";
      case InLab(int _, LabAction action) ->
          switch (action) {
            case LabAction.Request _ -> "request";
            case LabAction.Advance _ -> "advance";
            case LabAction.Interrupt _,
                LabAction.TimeOut _,
                LabAction.Release _,
                LabAction.Close _,
                LabAction.Choose _ ->
                "act";
          };
      case WaitUntil _ -> "wait-until";
      case PointAt _ -> "point-at";
      case Predict _ -> "predict";
      case Expect _ -> "expect";
      case Replay replay ->
          switch (replay.chief().kind()) {
            case COMMANDS -> "commands";
            case FAULT -> "fault";
            case HEALED -> "healed";
            case FOUND -> "broken";
            case EVENT -> "event";
            case REST -> "rest";
          };
    };
  }

  /** The step in words, for an era; what is told may have several lines. */
  default String words(String era) {
    return switch (this) {
      case Say say -> say.text.in(era);
      case Do done -> done.node + "> " + done.command;
      case Pass(int _, long millis) -> Span.words(millis);
      case Act act -> act.action.words();
      case InLab(int _, LabAction action) ->
          verb().equals("act") ? action.words() : action.words().substring(verb().length() + 1);
      case WaitUntil wait -> join(wait.claims, era);
      case PointAt point -> point.target;
      case Predict predict -> predict.question;
      case Expect expect -> join(expect.claims, era);
      case Replay replay ->
          replay.done.stream().map(Point::words).collect(Collectors.joining("; "));
    };
  }

  private static String join(List<Claim> claims, String era) {
    return claims.stream().map(claim -> claim.words(era)).collect(Collectors.joining(", "));
  }
}
