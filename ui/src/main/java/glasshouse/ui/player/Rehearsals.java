package glasshouse.ui.player;

import glasshouse.engine.exhibit.Exhibit;
import glasshouse.engine.exhibit.Rehearsal;
import glasshouse.ui.fx.FxThread;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rehearses exhibits aside, each era once, as soon as somebody asks. */
final class Rehearsals {
  private record Key(String exhibit, String era) {}

  private final Map<Key, Rehearsal> done = new HashMap<>();
  private final Map<Key, Thread> under = new LinkedHashMap<>();
  private final Runnable told;

  /** {@code told} hears on the JavaFX thread that one more is there. */
  Rehearsals(Runnable told) {
    this.told = told;
  }

  /** The rehearsal, null as long as it is under way. */
  @Nullable Rehearsal of(Exhibit exhibit, String era) {
    Key key = new Key(exhibit.id(), era);
    Rehearsal there = done.get(key);
    if (there == null) {
      under.computeIfAbsent(
          key, _ -> Thread.ofVirtual().name("rehearse").start(() -> play(key, exhibit)));
    }
    return there;
  }

  private void play(Key key, Exhibit exhibit) {
    try {
      Rehearsal rehearsal = Rehearsal.of(exhibit, key.era);
      FxThread.run(
          () -> {
            done.put(key, rehearsal);
            told.run();
          });
    } catch (InterruptedException closed) {
      // Nobody waits for it any more.
    }
  }

  void close() {
    under.values().forEach(Thread::interrupt);
  }
}
