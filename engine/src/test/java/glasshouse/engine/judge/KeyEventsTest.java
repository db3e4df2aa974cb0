package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every event of every command, new keys and misses included, is that of the real server. */
@Needs(Judge.REDIS_SERVER)
class KeyEventsTest {
  private static final String END = "__keyend__";

  @TempDir Path directory;

  @Test
  void areThoseOfTheRealServer() throws Exception {
    List<String> commands = commands();
    List<List<String>> wanted;
    try (RedisServer real = RedisServer.start()) {
      wanted = events(real.port(), commands);
    }
    try (LiveServer ours = LiveServer.start(directory)) {
      List<List<String>> seen = events(ours.port(), commands);
      for (int i = 0; i < commands.size(); i++) {
        assertThat(seen.get(i)).as(commands.get(i)).isEqualTo(wanted.get(i));
      }
    }
    assertThat(wanted.stream().mapToInt(List::size).sum()).isGreaterThan(500);
  }

  private static List<String> commands() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(KeyEventsTest.class.getResourceAsStream("/key-events.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  /** The events of each command, as channel and message. */
  private static List<List<String>> events(int port, List<String> commands) {
    List<List<String>> all = new ArrayList<>();
    try (Talk talk = new Talk(port);
        Talk other = new Talk(port);
        Talk ear = new Talk(port)) {
      assertThat(talk.line("CONFIG SET notify-keyspace-events KEAnm")).isEqualTo("+OK");
      ear.line("PSUBSCRIBE __key*");
      for (String command : commands) {
        talk.raw(command + "\r\n");
        talk.reply();
        other.line("PUBLISH " + END + " " + END);
        List<String> events = new ArrayList<>();
        for (String event = ear.reply(); !event.contains(END); event = ear.reply()) {
          events.add(event);
        }
        all.add(events);
      }
    }
    return all;
  }
}
