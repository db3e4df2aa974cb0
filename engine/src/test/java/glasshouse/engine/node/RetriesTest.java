package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.ConfigFault;
import glasshouse.engine.config.ConfigReader;
import glasshouse.engine.config.MemoryFiles;
import glasshouse.engine.port.RandomSource;
import glasshouse.engine.resp.Args;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When a replica asks a master again that fails it, on a clock that runs from one deadline to the
 * next. Times are milliseconds since the start, when the cron runs for the first time; the master
 * is named at 350. The real server is asked the same in the judge's RetriesTest.
 */
class RetriesTest {
  private static final long START = 1_700_000_000_000L;
  private static final String GREETED = "+PONG\r\n+OK\r\n+OK\r\n";
  private static final String DUMP =
      GREETED + "+FULLRESYNC 0123456789abcdef0123456789abcdef01234567 7\r\n";

  private final Outbox outbox = new Outbox();
  private final Config config = new Config(new MemoryFiles());
  private final Node node = new Node("s", config, new RandomSource(1), outbox);
  private final List<Long> asked = new ArrayList<>();
  private final List<Long> opening = new ArrayList<>();
  private long now = START;

  /** What a failing master answers, and whether it hangs up then; until {@code end}. */
  private List<Long> asks(String answers, boolean hangsUp, long end) {
    config.replication.timeout.value(1);
    node.boot(now, "", 0);
    take();
    for (int at = 100; at < 350; at += 100) {
      step(at, new Input.TimerFired());
    }
    step(350, new Input.LinkOpened(1, "127.0.0.1:1", "127.0.0.1:2"));
    ByteBuilder request = new ByteBuilder(64);
    Args.of("REPLICAOF", "10.0.0.3", "3").encode(request);
    step(350, new Input.BytesArrived(1, request.toByteArray(), 0, request.length()));
    while (now < START + end) {
      for (long link : List.copyOf(opening)) {
        opening.remove(link);
        step(now - START, new Input.LinkOpened(link, "10.0.0.3:3", "10.0.0.2:4"));
        step(now - START, new Input.BytesArrived(link, Bytes.of(answers), 0, answers.length()));
        if (hangsUp) {
          step(now - START, new Input.LinkClosed(link, ""));
        }
      }
      step(Math.max(now, node.nextDeadline()) - START, new Input.TimerFired());
    }
    return asked;
  }

  private void step(long at, Input input) {
    now = START + at;
    node.step(now, input);
    take();
  }

  private void take() {
    outbox.drain(
        output -> {
          if (output instanceof Output.Open(long link, String _, int _, String _)) {
            asked.add(now - START);
            opening.add(link);
          } else if (output instanceof Output.ReadFile(long file, String _)) {
            node.step(now, new Input.DiskDone(new DiskResult.Absent(file)));
          } else if (output instanceof Output.OpenRead(long file, String _)) {
            node.step(now, new Input.DiskDone(new DiskResult.Absent(file)));
          } else if (output instanceof Output.Send(long _, ByteBuilder bytes, boolean _)) {
            bytes.clear();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-LOADING x\r\n",
        "-ERR x\r\n",
        "+PONG\r\n",
        GREETED,
        GREETED + "-NOMASTERLINK x\r\n",
        GREETED + "-LOADING x\r\n"
      })
  void aHandshakeThatFailsIsBegunAnewByTheCron(String answers) {
    assertThat(asks(answers, true, 3500)).containsExactly(350L, 1000L, 2000L, 3000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        GREETED + "-ERR x\r\n",
        DUMP,
        DUMP + "-ERR BGSAVE failed, replication can't continue\r\n",
        DUMP + "hello\r\n",
        DUMP + "$20\r\nREDIS",
        DUMP + "$20\r\nXEDIS0010xxxxxxxxxxx"
      })
  void aTransferThatFailsIsBegunAnewAtOnce(String answers) {
    assertThat(asks(answers, true, 354)).containsExactly(350L, 351L, 352L, 353L, 354L);
  }

  /** Up to 6.0 the cron begins everything anew (pull request 6271), also REPLICAOF. */
  @ParameterizedTest
  @ValueSource(
      strings = {GREETED + "-ERR x\r\n", DUMP, DUMP + "$20\r\nREDIS", GREETED + "+CONTINUE\r\n"})
  void beforeSixTwoTheCronBeginsAnewWhatHasEnded(String answers) throws ConfigFault {
    ConfigReader.load(config, "glasshouse-era 6.0.3", "");
    assertThat(asks(answers, true, 3500)).containsExactly(1000L, 2000L, 3000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", GREETED, DUMP + "$20\r\nREDIS"})
  void beforeSixTwoTheRunOfTheCronThatFindsTheTimeUpBeginsAnew(String answers) throws ConfigFault {
    ConfigReader.load(config, "glasshouse-era 6.0.3", "");
    assertThat(asks(answers, false, 5500)).containsExactly(1000L, 3000L, 5000L);
  }

  /** In whole seconds: what was heard in the first is too long ago in the third. */
  @ParameterizedTest
  @ValueSource(strings = {"", "+PONG\r\n", GREETED, DUMP, DUMP + "$20\r\nREDIS"})
  void whenTheTimeIsUpItIsBegunAnewAtOnce(String answers) {
    assertThat(asks(answers, false, 4500)).containsExactly(350L, 2001L, 4001L);
  }
}
