package glasshouse.ui.draw;

import glasshouse.engine.view.DigestView;
import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import glasshouse.ui.draw.Pen.Align;
import glasshouse.ui.draw.Pen.Line;
import glasshouse.ui.draw.TopologyLayout.Card;
import glasshouse.ui.draw.TopologyLayout.Detail;
import glasshouse.ui.draw.TopologyLayout.Wire;
import glasshouse.ui.model.Format;
import glasshouse.ui.model.Place;
import glasshouse.ui.model.Topology;

/** Draws the cluster: nodes as cards, links as lines, and what flows on them. */
public final class TopologyPainter {
  private static final double ARROW = 7;
  private static final double SPEED = 90;
  private static final double NANOS = 1e9;

  private TopologyPainter() {}

  /** Draws everything that stands still. */
  public static void paint(Pen pen, TopologyScene scene) {
    pen.wipe(scene.width(), scene.height(), false);
    if (scene.layout().cards().isEmpty()) {
      double x = scene.width() / 2;
      double y = scene.height() / 2;
      pen.text(Ink.TEXT, Type.NAME, Align.CENTER, x, y - 12, "No nodes yet");
      pen.text(Ink.MUTED, Type.WORD, Align.CENTER, x, y + 12, "They appear here as they start.");
      return;
    }
    for (Wire wire : scene.layout().wires()) {
      paintWire(pen, scene, wire);
    }
    for (Card card : scene.layout().cards()) {
      CardPainter.paint(pen, card, scene);
    }
    paintScroll(pen, scene);
    if (scene.focused()) {
      pen.frame(Ink.ACCENT, Line.SOLID, 1, 1, 1, scene.width() - 2, scene.height() - 2, 2);
    }
  }

  /**
   * Draws what moves, on clear ground above the rest: the more bytes flow on a link, the closer the
   * dots.
   *
   * @param now nanoseconds of any clock
   */
  public static void paintStream(Pen pen, TopologyScene scene, long now) {
    pen.wipe(scene.width(), scene.height(), true);
    for (Wire wire : scene.layout().wires()) {
      if (!flows(wire.link())) {
        continue;
      }
      Curve curve = moved(wire.curve(), scene.scroll());
      double length = curve.length() - ARROW;
      double rate = wire.link().bytesPerSecond();
      double spacing = Math.clamp(92 - 11 * Math.log10(1 + rate) * 1.25, 16, 80);
      double phase = (now / NANOS * SPEED) % spacing;
      for (double at = phase; at < length; at += spacing) {
        double t = at / length;
        pen.dot(Ink.ACCENT, curve.x(t), curve.y(t), 2.6);
      }
    }
  }

  /**
   * A node being dragged.
   *
   * @param card the node
   * @param x where the mouse is, pixels of the scene
   * @param y the same
   * @param onto name of the node under the mouse, empty for none
   */
  public record Drag(Card card, double x, double y, String onto) {
    /** What would happen now. */
    public String words() {
      return onto.isEmpty() ? card.name() + " under ..." : card.name() + " under " + onto;
    }
  }

  /** Draws a node being dragged, above the rest. */
  public static void paintDrag(Pen pen, TopologyScene scene, Drag drag) {
    Card card = drag.card();
    double y = card.middle() - scene.scroll();
    pen.line(Ink.ACCENT, Line.DASHED, 1.5, card.x() + card.width() / 2, y, drag.x(), drag.y());
    Marks.tag(pen, Ink.ACCENT, drag.x() + 12, drag.y() + 14, drag.words());
  }

  /** True when bytes flow on some link of the picture. */
  public static boolean flows(TopologyScene scene) {
    for (Wire wire : scene.layout().wires()) {
      if (flows(wire.link())) {
        return true;
      }
    }
    return false;
  }

  private static boolean flows(LinkView link) {
    return link.up() && !link.cut() && link.bytesPerSecond() > 0;
  }

  private static Curve moved(Curve curve, double scroll) {
    return scroll == 0
        ? curve
        : new Curve(curve.x1(), curve.y1() - scroll, curve.x2(), curve.y2() - scroll);
  }

  private static void paintWire(Pen pen, TopologyScene scene, Wire wire) {
    LinkView link = wire.link();
    Curve curve = moved(wire.curve(), scene.scroll());
    boolean selected = Place.link(link.replica()).equals(scene.selected());
    double stroke = selected ? 2.5 : 1.3;
    Ink ink = selected ? Ink.ACCENT : Ink.FRAME;
    Card card = scene.layout().card(link.replica());
    Ink broken = card == null ? Ink.ALARM : broken(card.member().node());
    double end = 1 - ARROW / Math.max(ARROW * 2, curve.length());
    if (link.cut()) {
      paintCut(pen, curve, stroke, selected);
    } else if (link.up()) {
      pen.curve(ink, Line.SOLID, stroke, curve, 0, end);
    } else {
      pen.curve(selected ? Ink.ACCENT : broken, Line.DASHED, stroke, curve, 0, end);
    }
    Ink head = link.up() ? Ink.MUTED : broken;
    if (link.cut()) {
      head = Ink.CAUTION;
    }
    double x = curve.x2() - 1;
    pen.shape(head, x, curve.y2(), x - ARROW, curve.y2() - 4, x - ARROW, curve.y2() + 4);
    if (scene.layout().detail() != Detail.LINE) {
      paintLabels(pen, scene, wire, curve);
    }
  }

  /**
   * The ink of a link that is down: a replica that stands still or takes a full copy is not a link
   * that failed.
   */
  private static Ink broken(NodeView replica) {
    return switch (replica.run()) {
      case RUNNING -> replica.replication().syncPercent() < 0 ? Ink.ALARM : Ink.CAUTION;
      case DEAD -> Ink.ALARM;
      case LOADING, BUSY, FROZEN -> Ink.CAUTION;
      case STOPPED -> Ink.MUTED;
    };
  }

  private static void paintCut(Pen pen, Curve curve, double stroke, boolean selected) {
    Ink ink = selected ? Ink.ACCENT : Ink.CAUTION;
    pen.curve(ink, Line.SOLID, stroke, curve, 0, 0.30);
    pen.curve(ink, Line.SOLID, stroke, curve, 0.46, 0.97);
    for (double t : new double[] {0.30, 0.46}) {
      double x = curve.x(t);
      double y = curve.y(t);
      pen.line(Ink.CAUTION, Line.SOLID, 1.8, x - 4, y + 7, x + 4, y - 7);
    }
  }

  private static void paintLabels(Pen pen, TopologyScene scene, Wire wire, Curve curve) {
    LinkView link = wire.link();
    Card card = scene.layout().card(link.replica());
    if (card == null) {
      return;
    }
    boolean full = scene.layout().detail() == Detail.FULL;
    double lean = curve.y2() - curve.y1();
    double first = curve.y2() - 11;
    double second = curve.y2() + 12;
    if (lean > 6) {
      first = curve.y2() + 12;
      second = curve.y2() + 27;
    } else if (lean < -6) {
      first = curve.y2() - (full ? 26 : 11);
      second = curve.y2() - 11;
    }
    double right = curve.x2() - ARROW - 6;
    String word = word(link, card.member(), true);
    double room = (curve.x2() - curve.x1()) * 0.72;
    if (!word.isEmpty()) {
      Ink ink = ink(word);
      double width = pen.width(Type.SMALL, word) + 14;
      Marks.tag(pen, ink, right - width, first, word);
      right -= width + 6;
      room -= width + 6;
    }
    Card master = scene.layout().card(link.master());
    boolean equal = master != null && equal(master.member().node(), card.member().node());
    Ink said = equal ? Ink.OK : Ink.TEXT;
    pen.text(
        link.behind() < 0 ? Ink.ALARM : said,
        Type.MONO_SMALL,
        Align.RIGHT,
        right,
        first,
        pen.fit(Type.MONO_SMALL, behind(link, equal), room));
    if (full) {
      pen.text(
          Ink.MUTED,
          Type.MONO_SMALL,
          Align.RIGHT,
          curve.x2() - ARROW - 6,
          second,
          pen.fit(Type.MONO_SMALL, pulse(link, card.member()), (curve.x2() - curve.x1()) * 0.72));
    }
  }

  /** The ink of what {@link #word} says. */
  static Ink ink(String word) {
    return word.equals("down") ? Ink.ALARM : Ink.CAUTION;
  }

  /** What stands in a link's way, in a word; empty when nothing does. */
  static String word(LinkView link, Topology.Member member, boolean full) {
    if (link.cut()) {
      return "cut";
    }
    int percent = member.node().replication().syncPercent();
    if (percent >= 0) {
      return full ? "sync " + percent + " %" : "sync";
    }
    return link.up() || member.node().run() != NodeView.Run.RUNNING ? "" : "down";
  }

  /** True when both are known to hold the same data: equal offsets alone do not prove it. */
  private static boolean equal(NodeView master, NodeView replica) {
    return master.digest().state() == DigestView.State.EXACT
        && master.digest().equals(replica.digest());
  }

  private static String behind(LinkView link, boolean equal) {
    if (!link.known()) {
      return "";
    }
    if (link.behind() == 0) {
      return equal ? "in sync" : "0 B behind";
    }
    return link.behind() < 0
        ? Format.count(-link.behind()) + " B ahead"
        : Format.count(link.behind()) + (link.cut() ? " B" : " B behind");
  }

  private static String pulse(LinkView link, Topology.Member member) {
    String db = "db " + Format.db(member.node().replication().linkDb());
    if (!link.up()) {
      return db;
    }
    return db + "  ack " + Format.span(link.sinceAck());
  }

  private static void paintScroll(Pen pen, TopologyScene scene) {
    double all = scene.layout().height();
    if (all > scene.height()) {
      double size = scene.height() * scene.height() / all;
      double at = scene.height() * scene.scroll() / all;
      pen.box(Ink.FRAME, scene.width() - 7, at + 2, 4, size - 4, 2);
    }
  }
}
