package glasshouse.ui.draw;

import glasshouse.engine.view.LinkView;
import glasshouse.ui.model.Place;
import glasshouse.ui.model.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each node stands: masters left, their replicas right of them, each subtree a band of rows.
 * Cards show as much as there is room for.
 *
 * @param detail how much each card shows
 * @param cards in the order of {@link Topology#members}
 * @param wires the links whose both ends are cards
 * @param height pixels it takes, more than there are when it must be scrolled
 */
public record TopologyLayout(Detail detail, List<Card> cards, List<Wire> wires, double height) {
  private static final double PAD = 14;
  private static final double MAX_GAP = 330;
  private static final double LEAST_GAP = 36;
  private static final double MAX_SPACE = 44;
  private static final double NEAR = 9;

  /** How much a card shows. */
  public enum Detail {
    /** Everything. */
    FULL(248, 120, 160, 18),
    /** Three lines. */
    COMPACT(212, 62, 118, 10),
    /** One line. */
    LINE(196, 28, 34, 7);

    private final double width;
    private final double height;
    private final double gap;
    private final double space;

    Detail(double width, double height, double gap, double space) {
      this.width = width;
      this.height = height;
      this.gap = gap;
      this.space = space;
    }
  }

  /** The card of a node. */
  public record Card(Topology.Member member, double x, double y, double width, double height) {
    /** The node's name. */
    public String name() {
      return member.node().name();
    }

    boolean holds(double px, double py) {
      return px >= x && px < x + width && py >= y && py < y + height;
    }

    double middle() {
      return y + height / 2;
    }
  }

  /** The line of a link, from master to replica. */
  public record Wire(LinkView link, Curve curve) {}

  /** Where the arrow keys lead. */
  public enum Direction {
    /** To the master. */
    LEFT,
    /** To a replica. */
    RIGHT,
    /** To the node above. */
    UP,
    /** To the node below. */
    DOWN
  }

  /** Lays out a cluster on a ground of the given size in pixels. */
  public static TopologyLayout of(Topology topology, double width, double height) {
    int columns = 0;
    int rows = 0;
    for (Topology.Member member : topology.members()) {
      columns = Math.max(columns, member.depth() + 1);
      rows += member.children().isEmpty() ? 1 : 0;
    }
    if (rows == 0) {
      return new TopologyLayout(Detail.FULL, List.of(), List.of(), height);
    }
    Detail detail = Detail.LINE;
    for (Detail candidate : Detail.values()) {
      if (2 * PAD + columns * candidate.width + (columns - 1) * candidate.gap <= width
          && 2 * PAD + rows * candidate.height + (rows - 1) * candidate.space <= height) {
        detail = candidate;
        break;
      }
    }
    return new Builder(topology, detail, columns, rows, width, height).build();
  }

  /** What lies at a point, null for nothing. */
  public @Nullable Place at(double x, double y) {
    for (Card card : cards) {
      if (card.holds(x, y)) {
        return Place.node(card.name());
      }
    }
    for (Wire wire : wires) {
      if (wire.curve.distance(x, y) < NEAR) {
        return Place.link(wire.link.replica());
      }
    }
    return null;
  }

  /** The card of a node, null when it has none. */
  public @Nullable Card card(String name) {
    for (Card card : cards) {
      if (card.name().equals(name)) {
        return card;
      }
    }
    return null;
  }

  /**
   * Where an arrow key leads: left from a replica over its link to its master, right back to its
   * replicas, up and down to the next card in sight; stays where there is nothing.
   */
  public @Nullable Place step(@Nullable Place from, Direction direction) {
    Card card = from == null ? null : card(from.node());
    if (from == null || card == null) {
      return cards.isEmpty() ? null : Place.node(cards.getFirst().name());
    }
    LinkView link = card.member.link();
    return switch (direction) {
      case LEFT -> {
        if (link == null) {
          yield from;
        }
        yield from.link()
            ? (card(link.master()) == null ? from : Place.node(link.master()))
            : Place.link(from.node());
      }
      case RIGHT -> {
        if (from.link()) {
          yield Place.node(from.node());
        }
        List<Topology.Member> children = card.member.children();
        yield children.isEmpty() ? from : Place.node(children.getFirst().node().name());
      }
      case UP -> vertical(card, from, -1);
      case DOWN -> vertical(card, from, 1);
    };
  }

  private Place vertical(Card from, Place place, int sign) {
    Place best = place;
    double nearest = Double.MAX_VALUE;
    for (Card card : cards) {
      double down = (card.middle() - from.middle()) * sign;
      double distance = down + 3 * Math.abs(card.x - from.x);
      boolean linked = !place.link() || card.member.link() != null;
      if (down > 1 && linked && distance < nearest) {
        nearest = distance;
        best = new Place(card.name(), place.link());
      }
    }
    return best;
  }

  private static final class Builder {
    private final Topology topology;
    private final Detail detail;
    private final double cardWidth;
    private final double gap;
    private final double space;
    private final double left;
    private final double top;
    private final double height;
    private final Map<String, Card> cards = new LinkedHashMap<>();
    private int row;

    Builder(Topology topology, Detail detail, int columns, int rows, double width, double height) {
      this.topology = topology;
      this.detail = detail;
      double room = width - 2 * PAD;
      this.cardWidth = Math.min(detail.width, (room - (columns - 1) * LEAST_GAP) / columns);
      double wide = columns > 1 ? (room - columns * cardWidth) / (columns - 1) : 0;
      this.gap = Math.min(MAX_GAP, wide);
      double tall = rows > 1 ? (height - 2 * PAD - rows * detail.height) / (rows - 1) : 0;
      this.space = Math.clamp(tall, detail.space, MAX_SPACE);
      this.left = (width - columns * cardWidth - (columns - 1) * gap) / 2;
      double used = rows * detail.height + (rows - 1) * space;
      this.top = Math.max(PAD, (height - used) / 2);
      this.height = Math.max(height, used + 2 * PAD);
    }

    TopologyLayout build() {
      for (Topology.Member root : topology.roots()) {
        place(root);
      }
      List<Card> ordered = new ArrayList<>();
      for (Topology.Member member : topology.members()) {
        Card card = cards.get(member.node().name());
        if (card != null) {
          ordered.add(card);
        }
      }
      List<Wire> wires = new ArrayList<>();
      for (Card card : ordered) {
        LinkView link = card.member.link();
        Card master = link == null ? null : cards.get(link.master());
        if (link != null && master != null && !link.master().equals(card.name())) {
          wires.add(
              new Wire(
                  link,
                  new Curve(master.x + master.width, master.middle(), card.x, card.middle())));
        }
      }
      return new TopologyLayout(detail, ordered, wires, height);
    }

    private double place(Topology.Member member) {
      double middle;
      if (member.children().isEmpty()) {
        middle = top + row * (detail.height + space) + detail.height / 2;
        row++;
      } else {
        double first = 0;
        double last = 0;
        for (int i = 0; i < member.children().size(); i++) {
          last = place(member.children().get(i));
          first = i == 0 ? last : first;
        }
        middle = (first + last) / 2;
      }
      double x = left + member.depth() * (cardWidth + gap);
      double y = Math.round(middle - detail.height / 2);
      cards.put(
          member.node().name(),
          new Card(member, Math.round(x), y, Math.round(cardWidth), detail.height));
      return middle;
    }
  }
}
