package glasshouse.engine.command.geo;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.command.sortedset.SortedSetFamily;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands on single places of a sorted set. */
public final class GeoFamily implements Family {
  private static final byte[] ALPHABET = Bytes.of("0123456789bcdefghjkmnpqrstuvwxyz");

  @Override
  public List<CommandSpec> commands() {
    return List.of(
        GEOADD,
        GEODIST,
        GEOHASH,
        GEOPOS,
        SearchCommands.GEORADIUS,
        SearchCommands.GEORADIUS_RO,
        SearchCommands.GEORADIUSBYMEMBER,
        SearchCommands.GEORADIUSBYMEMBER_RO,
        SearchCommands.GEOSEARCH,
        SearchCommands.GEOSEARCHSTORE);
  }

  /** A row that has one key, its first argument. */
  static CommandSpec row(String name, int arity) {
    return CommandSpec.of(name, arity).keys(1, 1, 1).group("geo");
  }

  static final CommandSpec GEOADD =
      row("geoadd", -5)
          .flags(WRITE, DENYOOM)
          .since("3.2.0")
          .complexity("O(log(N)) per place")
          .summary("Put places into a sorted set, or move them")
          .grammar(
              "key [condition(NX|XX)@6.2.0] [CH=change:token@6.2.0] (longitude latitude "
                  + "member)...")
          .run(GeoFamily::geoadd);

  /** Checks the places, then goes on as ZADD, which is also what replicas get. */
  private static void geoadd(Call call) {
    Args args = call.args();
    int first = 2;
    boolean fresh = false;
    boolean existing = false;
    for (; first < args.count(); first++) {
      if (args.is(first, "NX")) {
        fresh = true;
      } else if (args.is(first, "XX")) {
        existing = true;
      } else if (!args.is(first, "CH")) {
        break;
      }
    }
    int words = args.count() - first;
    if (words % 3 != 0 || (fresh && existing)) {
      throw ErrorReply.syntax();
    }
    byte[][] zadd = new byte[first + words / 3 * 2][];
    zadd[0] = Bytes.of("zadd");
    for (int i = 1; i < first; i++) {
      zadd[i] = args.bytes(i);
    }
    for (int i = first, to = first; i < args.count(); i += 3, to += 2) {
      double[] place = GeoArgs.place(args, i);
      zadd[to] = Numbers.decimal(Cell.at(place[0], place[1], Cell.FINEST).bits());
      zadd[to + 1] = args.bytes(i + 2);
    }
    call.rewrite(zadd);
    SortedSetFamily.zadd(call);
  }

  static final CommandSpec GEODIST =
      row("geodist", -4)
          .flags(READONLY)
          .since("3.2.0")
          .complexity("O(log(N))")
          .summary("Tell the distance between two members")
          .grammar("key member1 member2 [unit(M|KM|FT|MI)]")
          .run(GeoFamily::geodist);

  private static void geodist(Call call) {
    Args args = call.args();
    if (args.count() > 5) {
      throw ErrorReply.syntax();
    }
    double unit = args.count() == 5 ? GeoArgs.unit(args, 4) : 1;
    SortedSetValue set = call.read(1, SortedSetValue.class);
    Cell from = GeoArgs.member(set, args, 2);
    Cell to = GeoArgs.member(set, args, 3);
    if (from == null || to == null) {
      call.reply().nil();
      return;
    }
    double metres =
        Globe.distance(from.longitude(), from.latitude(), to.longitude(), to.latitude());
    call.reply().bulk(GeoArgs.fixed(metres / unit, 4));
  }

  static final CommandSpec GEOHASH =
      row("geohash", -2)
          .flags(READONLY)
          .since("3.2.0")
          .complexity("O(1) per member")
          .summary("Name places by their standard geohash of 11 letters")
          .grammar("key member...")
          .run(GeoFamily::geohash);

  private static void geohash(Call call) {
    SortedSetValue set = call.read(1, SortedSetValue.class);
    call.reply().array(call.args().count() - 2L);
    for (int i = 2; i < call.args().count(); i++) {
      Cell cell = GeoArgs.member(set, call.args(), i);
      if (cell == null) {
        call.reply().nil();
      } else {
        call.reply().bulk(letters(cell));
      }
    }
  }

  /** Five bits a letter, on a map that reaches to the poles; the 52 bits end in the last letter. */
  private static byte[] letters(Cell cell) {
    long number = Cell.number(cell.longitude(), 180, cell.latitude(), 90, Cell.FINEST);
    byte[] letters = new byte[11];
    for (int i = 0; i < 10; i++) {
      letters[i] = ALPHABET[(int) (number >>> (2 * Cell.FINEST - 5 * (i + 1))) & 0x1F];
    }
    letters[10] = ALPHABET[0];
    return letters;
  }

  static final CommandSpec GEOPOS =
      row("geopos", -2)
          .flags(READONLY)
          .since("3.2.0")
          .complexity("O(1) per member")
          .summary("Tell longitude and latitude of members")
          .grammar("key member...")
          .run(GeoFamily::geopos);

  private static void geopos(Call call) {
    SortedSetValue set = call.read(1, SortedSetValue.class);
    call.reply().array(call.args().count() - 2L);
    for (int i = 2; i < call.args().count(); i++) {
      replyPlace(call, GeoArgs.member(set, call.args(), i));
    }
  }

  /** Answers longitude and latitude, or a null array. */
  static void replyPlace(Call call, @Nullable Cell cell) {
    if (cell == null) {
      call.reply().nilArray();
      return;
    }
    call.reply().array(2);
    call.reply().real(GeoArgs.degrees(cell.longitude()));
    call.reply().real(GeoArgs.degrees(cell.latitude()));
  }
}
