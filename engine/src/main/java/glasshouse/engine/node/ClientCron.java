package glasshouse.engine.node;

import java.util.ArrayDeque;

/**
 * Fits the buffers of clients to what they use (Redis, clientsCron): every client once a second,
 * and more often when there are few.
 */
final class ClientCron {
  /** So many are looked at in each turn, if there are as many. */
  private static final int LEAST = 5;

  private static final long PEAK_MEMORY_MILLIS = 5000;

  private final Core core;
  private final ArrayDeque<Connection> round = new ArrayDeque<>();
  private boolean resizes = true;
  private long peakMemory = PEAK_MEMORY_MILLIS;

  ClientCron(Core core) {
    this.core = core;
  }

  /** DEBUG REPLYBUFFER RESIZING. */
  void resizes(boolean yes) {
    resizes = yes;
  }

  /** DEBUG REPLYBUFFER PEAK-RESET-TIME, milliseconds; negative for never. */
  void remembersPeaks(long millis) {
    peakMemory = millis;
  }

  /** DEBUG REPLYBUFFER PEAK-RESET-TIME RESET. */
  void remembersPeaksAsUsual() {
    peakMemory = PEAK_MEMORY_MILLIS;
  }

  /** The turn of some clients. */
  void tick() {
    int clients = core.connections.size();
    int hz = Math.max(1, core.config.server.hz.intValue());
    for (int left = Math.max(clients / hz, Math.min(clients, LEAST)); left > 0; ) {
      if (round.isEmpty()) {
        core.connections.forEach(round::add);
      }
      Connection connection = round.remove();
      if (core.connections.get(connection.link) == connection) {
        fit(connection);
        left--;
      }
    }
  }

  /** The turn of one. */
  void fit(Connection connection) {
    ClientBuffers buffers = connection.buffers;
    buffers.trimQuery(connection.parser, core.now / 1000 - connection.heardAt / 1000);
    if (resizes) {
      int change = buffers.fitReply(connection.out.length(), core.now, peakMemory);
      core.stats.replyBufferExpands += Math.max(0, change);
      core.stats.replyBufferShrinks += Math.max(0, -change);
    }
  }
}
