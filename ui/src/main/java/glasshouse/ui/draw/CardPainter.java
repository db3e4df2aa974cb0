package glasshouse.ui.draw;

import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import glasshouse.ui.draw.Pen.Align;
import glasshouse.ui.draw.Pen.Line;
import glasshouse.ui.draw.TopologyLayout.Card;
import glasshouse.ui.model.Alarm;
import glasshouse.ui.model.Format;
import glasshouse.ui.model.Place;
import glasshouse.ui.model.Topology;
import java.util.List;

/** Draws one node. */
final class CardPainter {
  private static final double PAD = 12;
  private static final double RADIUS = 6;

  /** Pixels a name gets before anything else of a line. */
  private static final double LEAST_NAME = 34;

  private static final int LEAST_LETTERS = 5;

  private final Pen pen;
  private final Card card;
  private final NodeView node;
  private final double left;
  private final double right;

  private CardPainter(Pen pen, Card card, double scroll) {
    this.pen = pen;
    this.card = new Card(card.member(), card.x(), card.y() - scroll, card.width(), card.height());
    this.node = card.member().node();
    this.left = card.x() + PAD;
    this.right = card.x() + card.width() - PAD;
  }

  static void paint(Pen pen, Card card, TopologyScene scene) {
    CardPainter painter = new CardPainter(pen, card, scene.scroll());
    Place place = Place.node(card.name());
    List<Alarm> alarms =
        scene.verdict().alarms().stream().filter(a -> a.place().equals(place)).toList();
    painter.paintGround(alarms, place.equals(scene.selected()));
    switch (scene.layout().detail()) {
      case FULL -> painter.paintFull();
      case COMPACT -> painter.paintCompact(alarms);
      case LINE -> painter.paintLine(alarms);
    }
    if (scene.layout().detail() == TopologyLayout.Detail.FULL) {
      painter.paintTags(alarms);
    }
  }

  private void paintGround(List<Alarm> alarms, boolean selected) {
    boolean gone = node.run() == NodeView.Run.DEAD || node.run() == NodeView.Run.STOPPED;
    boolean wrong = isBad(alarms);
    pen.box(
        selected ? Ink.ACCENT_SOFT : Ink.CARD,
        card.x(),
        card.y(),
        card.width(),
        card.height(),
        RADIUS);
    if (node.run() == NodeView.Run.FROZEN) {
      pen.hatch(
          Ink.CAUTION_SOFT,
          card.x() + 1,
          card.y() + 1,
          card.width() - 2,
          card.height() - 2,
          RADIUS);
    }
    Ink frame = wrong ? Ink.ALARM : Ink.FRAME;
    if (!wrong && selected) {
      frame = Ink.ACCENT;
    }
    pen.frame(
        frame,
        gone ? Line.DASHED : Line.SOLID,
        wrong || selected ? 2 : 1,
        card.x(),
        card.y(),
        card.width(),
        card.height(),
        RADIUS);
  }

  private void paintFull() {
    double y = card.y();
    paintName(y + 18, Type.NAME);
    String role = node.replication().master() ? "master" : "replica";
    pen.text(
        node.replication().master() ? Ink.ACCENT : Ink.MUTED,
        node.replication().master() ? Type.STRONG : Type.WORD,
        Align.LEFT,
        left,
        y + 37,
        role);
    paintState(y + 37);
    pen.line(Ink.RULE, Line.SOLID, 1, left, y + 49.5, right, y + 49.5);
    Marks.pill(pen, node.replication().replid(), left, y + 65);
    pen.text(
        Ink.TEXT,
        Type.MONO_STRONG,
        Align.RIGHT,
        right,
        y + 65,
        Format.count(node.replication().offset()));
    double middle = card.x() + card.width() / 2 + 4;
    pair(left, middle - 12, y + 86, node.replication().master() ? "stream db" : "link db", db());
    pair(middle, right, y + 86, "keys", Format.count(Format.keys(node)));
    pair(left, middle - 12, y + 104, "scripts", Integer.toString(node.scripts().size()));
    pair(middle, right, y + 104, "digest", Format.digest(node.digest()));
  }

  private void paintCompact(List<Alarm> alarms) {
    double y = card.y();
    paintName(y + 14, Type.STRONG);
    Marks.pill(pen, node.replication().replid(), left, y + 32);
    pen.text(
        Ink.TEXT, Type.MONO, Align.RIGHT, right, y + 32, Format.count(node.replication().offset()));
    if (node.run() != NodeView.Run.RUNNING) {
      paintState(y + 50);
    } else if (isBad(alarms)) {
      pair(left, left + 42, y + 50, "db", db());
      String more = alarms.size() > 1 ? " +" + (alarms.size() - 1) : "";
      String words = alarms.getFirst().kind().word() + more;
      double width = pen.width(Type.SMALL, words) + 14;
      Marks.tag(pen, Ink.ALARM, right - width, y + 50, words);
    } else {
      pair(left, left + 42, y + 50, "db", db());
      pen.text(
          Ink.MUTED,
          Type.MONO_SMALL,
          Align.RIGHT,
          right,
          y + 50,
          Format.many(Format.keys(node), "key") + " " + Format.digest(node.digest()));
    }
  }

  private void paintLine(List<Alarm> alarms) {
    double y = card.y() + card.height() / 2;
    Marks.state(pen, node.run(), left, y);
    double end = right;
    double name = Math.min(pen.width(Type.STRONG, card.name()), LEAST_NAME) + 3;
    LinkView link = card.member().link();
    String number = link == null ? Format.count(node.replication().offset()) : behind(link);
    String word = word(alarms, right - left - 29 - name);
    double tag = word.isEmpty() ? 0 : pen.width(Type.SMALL, word) + 20;
    double taken = Type.MONO_SMALL.width(number.length());
    if (end - taken - tag - 8 - left - 11 >= name) {
      pen.text(
          link != null && link.behind() < 0 ? Ink.ALARM : Ink.MUTED,
          Type.MONO_SMALL,
          Align.RIGHT,
          end,
          y,
          number);
      end -= taken + 6;
    }
    if (tag > 0) {
      String shown = pen.fit(Type.SMALL, word, end - left - 29 - name);
      if (shown.length() >= Math.min(LEAST_LETTERS, word.length())) {
        Marks.tag(pen, ink(alarms), end - pen.width(Type.SMALL, shown) - 14, y, shown);
        end -= pen.width(Type.SMALL, shown) + 20;
      } else if (!alarms.isEmpty()) {
        // Without room for its word, the sign alone: who it is about matters more.
        Marks.triangle(pen, ink(alarms), end - 6, y, 5);
        end -= 16;
      }
    }
    pen.text(
        Ink.TEXT,
        Type.STRONG,
        Align.LEFT,
        left + 11,
        y,
        pen.fitName(Type.STRONG, card.name(), end - left - 11));
  }

  /** The word that says most; in short where there is no room for all of it. */
  private String word(List<Alarm> alarms, double room) {
    if (isBad(alarms)) {
      Alarm.Kind kind = alarms.getFirst().kind();
      return pen.width(Type.SMALL, kind.word()) <= room ? kind.word() : kind.brief();
    }
    if (node.run() != NodeView.Run.RUNNING) {
      return Format.word(node.run());
    }
    LinkView link = card.member().link();
    return link == null ? "" : TopologyPainter.word(link, card.member(), false);
  }

  private Ink ink(List<Alarm> alarms) {
    if (isBad(alarms)) {
      return Ink.ALARM;
    }
    if (node.run() != NodeView.Run.RUNNING) {
      return Marks.ink(node.run());
    }
    return TopologyPainter.ink(word(alarms, Double.MAX_VALUE));
  }

  /** True when the worst of them is an alarm: they are sorted so. */
  private static boolean isBad(List<Alarm> alarms) {
    return !alarms.isEmpty() && alarms.getFirst().kind().level() == Alarm.Level.ALARM;
  }

  private static String behind(LinkView link) {
    if (!link.known()) {
      return "";
    }
    return link.behind() == 0 ? "=" : Format.count(-link.behind());
  }

  private void paintName(double y, Type type) {
    String port = ":" + node.port();
    String era = node.era();
    double eraWidth = Type.MONO_SMALL.width(era.length());
    double portWidth = Type.MONO_SMALL.width(port.length());
    pen.text(Ink.MUTED, Type.MONO_SMALL, Align.RIGHT, right, y, era);
    pen.text(Ink.MUTED, Type.MONO_SMALL, Align.RIGHT, right - eraWidth - 8, y, port);
    double from = left;
    if (type != Type.NAME) {
      Marks.state(pen, node.run(), left + 4, y);
      from = left + 14;
    }
    double room = right - eraWidth - portWidth - 18 - from;
    pen.text(Ink.TEXT, type, Align.LEFT, from, y, pen.fitName(type, card.name(), room));
  }

  private void paintState(double y) {
    String word = Format.word(node.run());
    double width = pen.width(Type.WORD, word);
    Marks.state(pen, node.run(), right - width - 11, y);
    pen.text(Marks.ink(node.run()), Type.WORD, Align.RIGHT, right, y, word);
  }

  private String db() {
    return Format.db(Topology.db(node));
  }

  private void pair(double from, double to, double y, String label, String value) {
    pen.text(Ink.MUTED, Type.SMALL, Align.LEFT, from, y, label);
    pen.text(Ink.TEXT, Type.MONO, Align.RIGHT, to, y, value);
  }

  private void paintTags(List<Alarm> alarms) {
    double x = card.x() + 10;
    double y = card.y() + card.height() + 3;
    for (Alarm alarm : alarms) {
      if (alarm.kind().level() == Alarm.Level.ALARM && alarm.kind() != Alarm.Kind.DEAD) {
        double width = pen.width(Type.SMALL, alarm.kind().word()) + 14;
        if (x + width > card.x() + card.width() + 40) {
          break;
        }
        Marks.tag(pen, Ink.ALARM, x, y, alarm.kind().word());
        x += width + 5;
      }
    }
  }
}
