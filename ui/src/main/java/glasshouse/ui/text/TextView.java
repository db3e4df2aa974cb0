package glasshouse.ui.text;

import glasshouse.engine.view.ClusterView;
import glasshouse.engine.view.LinkView;
import glasshouse.engine.view.NodeView;
import glasshouse.ui.model.Alarm;
import glasshouse.ui.model.Format;
import glasshouse.ui.model.Topology;
import glasshouse.ui.model.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A cluster as lines of text: a verdict, a table of nodes, and what is wrong. */
public final class TextView {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("node", false, m -> "  ".repeat(m.depth()) + m.node().name()),
          new Column("role", false, m -> m.node().replication().master() ? "master" : "replica"),
          new Column("state", false, TextView::state),
          new Column("port", true, m -> Integer.toString(m.node().port())),
          new Column("replid", false, m -> Format.id(m.node().replication().replid())),
          new Column("offset", true, m -> Format.count(m.node().replication().offset())),
          new Column("behind", true, m -> m.link() == null ? "-" : behind(m.link())),
          new Column("ack", true, m -> m.link() == null ? "-" : Format.span(m.link().sinceAck())),
          new Column("db", true, m -> Format.db(Topology.db(m.node()))),
          new Column("keys", true, m -> Format.count(Format.keys(m.node()))),
          new Column("scripts", true, m -> Integer.toString(m.node().scripts().size())),
          new Column("digest", false, m -> Format.digest(m.node().digest())),
          new Column("era", false, m -> m.node().era()));

  private interface Cell {
    String of(Topology.Member member);
  }

  private record Column(String title, boolean right, Cell cell) {}

  private TextView() {}

  /** The lines, without colour and without blanks at their ends; none is empty but separators. */
  public static List<String> of(ClusterView view) {
    Topology topology = new Topology(view);
    Verdict verdict = Verdict.of(topology);
    List<String> lines = new ArrayList<>();
    lines.add(mark(verdict.tone()) + " " + verdict.text());
    if (view.nodes().isEmpty()) {
      return lines;
    }
    lines.add("");
    addTable(lines, topology.members());
    if (!verdict.alarms().isEmpty()) {
      lines.add("");
      for (Alarm alarm : verdict.alarms()) {
        lines.add(mark(alarm.kind().level()) + " " + alarm.line());
      }
    }
    return lines;
  }

  /** What a node does, or what stands in its way, as one word. */
  public static String state(Topology.Member member) {
    NodeView node = member.node();
    LinkView link = member.link();
    if (node.run() != NodeView.Run.RUNNING || link == null) {
      return Format.word(node.run());
    }
    return link.cut() ? "cut" : node.replication().link();
  }

  private static String behind(LinkView link) {
    return link.known() ? Format.count(link.behind()) : "?";
  }

  private static String mark(Verdict.Tone tone) {
    return switch (tone) {
      case EMPTY -> "--";
      case IN_SYNC -> "OK";
      case STREAMING -> ">>";
      case CAUTION -> " !";
      case ALARM -> "!!";
    };
  }

  private static String mark(Alarm.Level level) {
    return switch (level) {
      case CAUTION -> " !";
      case ALARM -> "!!";
    };
  }

  private static void addTable(List<String> lines, List<Topology.Member> members) {
    List<StringBuilder> rows = new ArrayList<>();
    for (int i = 0; i <= members.size(); i++) {
      rows.add(new StringBuilder());
    }
    for (Column column : COLUMNS) {
      List<String> cells = new ArrayList<>();
      cells.add(column.title);
      for (Topology.Member member : members) {
        cells.add(column.cell.of(member));
      }
      int width = 0;
      for (String cell : cells) {
        width = Math.max(width, cell.length());
      }
      for (int i = 0; i < cells.size(); i++) {
        StringBuilder row = rows.get(i);
        String padding = " ".repeat(width - cells.get(i).length());
        row.append(row.isEmpty() ? "" : "  ");
        row.append(column.right ? padding + cells.get(i) : cells.get(i) + padding);
      }
    }
    for (StringBuilder row : rows) {
      lines.add(row.toString().stripTrailing());
    }
  }
}
