package glasshouse.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.view.EngineEvent;
import glasshouse.engine.view.EngineEvent.Kind;
import glasshouse.engine.view.EngineEvent.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private final EventLog log = new EventLog();

  private void add(String node, Level level, Kind kind, String text) {
    log.add(new EngineEvent(0, node, level, kind, text));
  }

  private List<String> shown() {
    log.flush();
    return log.shown().stream().map(EngineEvent::text).toList();
  }

  @Test
  void theNewestAreKept() {
    for (int i = 0; i < EventLog.LIMIT + 30; i++) {
      add("n1", Level.NOTICE, Kind.LIFE, "event " + i);
      if (i % 7 == 0) {
        log.flush();
      }
    }
    assertThat(shown()).hasSize(EventLog.LIMIT).first().isEqualTo("event 30");
    assertThat(log.seen()).isEqualTo(EventLog.LIMIT + 30);
  }

  @Test
  void aFloodBetweenTwoPulsesIsBoundedToo() {
    add("n1", Level.NOTICE, Kind.LIFE, "before");
    log.flush();
    for (int i = 0; i < 3 * EventLog.LIMIT; i++) {
      add("n1", Level.NOTICE, Kind.LIFE, "event " + i);
    }
    assertThat(shown()).hasSize(EventLog.LIMIT).last().isEqualTo("event 14999");
  }

  @Test
  void filtersByTextNodeKindAndLevel() {
    add("n1", Level.NOTICE, Kind.LIFE, "Server initialized");
    add("n2", Level.WARNING, Kind.REPLICATION, "MASTER timeout");
    add("n2", Level.DEBUG, Kind.CLIENT, "client closed");
    log.filter(new EventLog.Filter("master", "", null, null));
    assertThat(shown()).containsExactly("MASTER timeout");
    log.filter(new EventLog.Filter("", "n2", null, null));
    assertThat(shown()).containsExactly("MASTER timeout", "client closed");
    log.filter(new EventLog.Filter("", "n2", Kind.CLIENT, null));
    assertThat(shown()).containsExactly("client closed");
    log.filter(new EventLog.Filter("", "", null, Level.NOTICE));
    add("n3", Level.VERBOSE, Kind.LIFE, "quiet");
    add("n3", Level.WARNING, Kind.LIFE, "loud");
    assertThat(shown()).containsExactly("Server initialized", "MASTER timeout", "loud");
  }

  @Test
  void aPauseHoldsTheListAndLosesNothing() {
    add("n1", Level.NOTICE, Kind.LIFE, "one");
    log.flush();
    log.pause(true);
    add("n1", Level.NOTICE, Kind.LIFE, "two");
    assertThat(shown()).containsExactly("one");
    assertThat(log.waiting()).isEqualTo(1);
    log.pause(false);
    assertThat(shown()).containsExactly("one", "two");
    assertThat(log.waiting()).isZero();
  }
}
