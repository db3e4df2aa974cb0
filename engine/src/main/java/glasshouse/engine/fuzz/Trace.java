package glasshouse.engine.fuzz;

import glasshouse.engine.node.Input;
import glasshouse.engine.sim.SimNode;
import java.util.ArrayList;
import java.util.List;

/** What has happened in a run: a number over all events, and the last ones as a picture. */
final class Trace {
  private static final int SHOWN = 76;
  private static final long PRIME = 0x100000001B3L;

  private final int nodes;
  private final int[] rows = new int[SHOWN];
  private final char[] glyphs = new char[SHOWN];
  private int shown;
  private long events;
  private long hash = 0xCBF29CE484222325L;

  Trace(int nodes) {
    this.nodes = nodes;
  }

  /** Events so far. */
  long events() {
    return events;
  }

  /** A number that differs when any event differs. */
  long hash() {
    return hash;
  }

  private void mix(long value) {
    hash = (hash ^ value) * PRIME;
    hash ^= hash >>> 29;
  }

  /** A node has taken an input; {@code moved} tells whether it stands elsewhere now. */
  void event(long at, int node, SimNode sim, Input input, boolean moved) {
    events++;
    mix(at);
    mix(node);
    switch (input) {
      case Input.BytesArrived(long link, byte[] bytes, int offset, int length) -> {
        mix(link);
        for (int i = offset; i < offset + length; i++) {
          mix(bytes[i]);
        }
        glyph(node, link < 0 ? '>' : sim.client(link) ? 'c' : '<');
      }
      case Input.LinkOpened(long link, String _, String _) -> {
        mix(link);
        if (link < 0 || !sim.client(link)) {
          glyph(node, 'o');
        }
      }
      case Input.LinkClosed(long link, String _) -> {
        mix(link);
        if (link < 0 || !sim.client(link)) {
          glyph(node, 'x');
        }
      }
      case Input.Unsent(long link, long unsent) -> mix(link + unsent);
      case Input.DiskDone _ -> glyph(node, 'd');
      case Input.TimerFired() -> {
        if (moved) {
          glyph(node, '.');
        }
      }
    }
  }

  /** Something was done to a node, -1 for all. */
  void act(int node, char glyph) {
    mix(node * 256L + glyph);
    glyph(node, glyph);
  }

  private void glyph(int node, char glyph) {
    rows[shown % SHOWN] = node;
    glyphs[shown % SHOWN] = glyph;
    shown++;
  }

  /** The last events, a row for each node, the newest at the right, and what the glyphs mean. */
  List<String> picture() {
    List<String> lines = new ArrayList<>();
    int first = Math.max(0, shown - SHOWN);
    for (int node = 0; node < nodes; node++) {
      StringBuilder row = new StringBuilder("n" + (node + 1) + " ");
      for (int i = first; i < shown; i++) {
        int of = rows[i % SHOWN];
        row.append(of == node || of < 0 ? glyphs[i % SHOWN] : ' ');
      }
      lines.add(row.toString().stripTrailing());
    }
    lines.add(
        "   > bytes from the master  < from a replica  c from a client  o link up  x link down");
    lines.add("   . timer that moved it  d disk  " + Glyph.legend());
    return lines;
  }
}
