package glasshouse.engine.port;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Latches without threads: where another implementation would wait, this one says for whom. */
final class LoneLatches implements StoreLatches {
  private final Map<Latch, List<Object>> holders = new EnumMap<>(Latch.class);
  private final Map<Latch, Boolean> sharing = new EnumMap<>(Latch.class);

  @Override
  public void enter(Latch latch, boolean shared, Object owner) {
    List<Object> inside = holders.computeIfAbsent(latch, _ -> new ArrayList<>());
    if (!inside.isEmpty() && !(shared && sharing.getOrDefault(latch, false))) {
      throw new IllegalStateException(
          owner + " would wait for ever for " + latch + ", held by " + inside);
    }
    inside.add(owner);
    sharing.put(latch, shared);
  }

  @Override
  public void leave(Latch latch, boolean shared, Object owner) {
    List<Object> inside = holders.getOrDefault(latch, List.of());
    if (!inside.contains(owner)) {
      throw new IllegalStateException(owner + " leaves " + latch + ", held by " + inside);
    }
    inside.remove(owner);
  }
}
