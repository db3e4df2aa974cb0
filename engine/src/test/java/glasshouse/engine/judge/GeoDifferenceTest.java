package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places and searches on our node and on the real server: the same members, the same digits. */
@Needs(Judge.REDIS_SERVER)
class GeoDifferenceTest {
  private static final int BATCHES =
      Integer.getInteger("glasshouse.random.commands", 50_000) / 2500;
  private static final long SEED = Long.getLong("glasshouse.random.seed", 7);
  private static final int PLACES = 150;
  private static final int SEARCHES = 200;

  @TempDir Path directory;

  @Test
  void placesAndSearchesAnswerAndWriteTheSame() {
    try (RedisServer real = RedisServer.start();
        LiveServer ours = LiveServer.start(directory);
        Talk judge = new Talk(real.port());
        Talk subject = ours.talk()) {
      new Duel(judge, subject, List.of(), _ -> false)
          .fight(seed -> new Map(seed).commands(), SEED, BATCHES);
    }
  }

  /**
   * The distances that STOREDIST keeps have all digits of a double. Sine and arc sine of the C
   * library are wrong in the last bit now and then, and so, elsewhere, are ours.
   */
  @Test
  void storedDistancesAreThoseOfTheCLibrary() {
    int all = 0;
    int equal = 0;
    try (RedisServer real = RedisServer.start();
        LiveServer ours = LiveServer.start(directory);
        Talk judge = new Talk(real.port());
        Talk subject = ours.talk()) {
      for (int i = 0; i < 5 * PLACES; i++) {
        Map map = new Map(i);
        String place = map.place(0, 0, 1);
        String line = "GEOADD g " + place + " m" + i;
        assertThat(subject.line(line)).isEqualTo(judge.line(line));
      }
      for (int i = 0; i < 20; i++) {
        String search = "GEOSEARCHSTORE d g FROMMEMBER m" + i + " BYRADIUS 99999 km STOREDIST";
        assertThat(subject.line(search)).isEqualTo(judge.line(search));
        for (int j = 0; j < 5 * PLACES; j++) {
          double expected = score(judge.line("ZSCORE d m" + j));
          double seen = score(subject.line("ZSCORE d m" + j));
          assertThat(Math.abs(seen - expected)).isLessThanOrEqualTo(4 * Math.ulp(expected));
          all++;
          equal += seen == expected ? 1 : 0;
        }
      }
    }
    assertThat(equal).as("equal of %d", all).isGreaterThan(all * 99 / 100);
  }

  private static double score(String reply) {
    return Double.parseDouble(reply.replace("\"", ""));
  }

  /** Places in a piece of the globe, and searches of all sizes around places and members. */
  private static final class Map {
    private final Random random;
    private final List<String[]> commands = new ArrayList<>();

    Map(long seed) {
      random = new Random(seed);
    }

    List<String[]> commands() {
      double spread = Math.pow(10, -random.nextInt(5));
      double x = random.nextDouble(-1, 1) * 180 * (1 - spread);
      double y = random.nextDouble(-1, 1) * 85 * (1 - spread);
      for (int i = 0; i < PLACES; i++) {
        add("GEOADD g " + place(x, y, spread) + " m" + i);
      }
      for (int i = 0; i < SEARCHES; i++) {
        add(search(place(x, y, spread), spread));
      }
      add("ZRANGE d 0 -1 WITHSCORES");
      return commands;
    }

    private void add(String line) {
      commands.add(line.split(" "));
    }

    private String search(String place, double spread) {
      String size = size(spread);
      String unit = " " + List.of("m", "m", "m", "m", "km", "ft", "mi").get(random.nextInt(7));
      return switch (random.nextInt(8)) {
        case 0 -> "GEORADIUS g " + place + size + unit;
        case 1 -> "GEORADIUSBYMEMBER g " + member() + size + unit + " ASC WITHDIST";
        case 2 -> "GEODIST g " + member() + " " + member() + unit;
        case 3 -> "GEOPOS g " + member();
        case 4 -> "GEOHASH g " + member();
        case 5 ->
            "GEOSEARCH g FROMLONLAT "
                + place
                + " BYBOX"
                + size
                + size(spread)
                + unit
                + " COUNT 9 ANY WITHHASH";
        case 6 ->
            "GEOSEARCH g FROMMEMBER "
                + member()
                + " BYBOX"
                + size
                + size(spread)
                + unit
                + " DESC COUNT 20 WITHDIST WITHCOORD";
        default -> "GEOSEARCHSTORE d g FROMMEMBER " + member() + " BYRADIUS" + size + unit;
      };
    }

    private String member() {
      return "m" + random.nextInt(PLACES);
    }

    private String size(double spread) {
      return " " + number(Math.pow(10, random.nextDouble(0, 7.5)) * Math.min(1, spread * 3));
    }

    String place(double x, double y, double spread) {
      return number(x + random.nextDouble(-1, 1) * 180 * spread)
          + " "
          + number(y + random.nextDouble(-1, 1) * 85 * spread);
    }

    private static String number(double value) {
      return String.format(Locale.ROOT, "%.6f", value);
    }
  }
}
