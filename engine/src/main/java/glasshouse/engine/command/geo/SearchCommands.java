package glasshouse.engine.command.geo;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.PartialSort;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** GEOSEARCH and its older sisters. */
final class SearchCommands {
  private static final String COST =
      "O(N+log(M)) with N places in the cells that cover the shape and M found ones";

  private static final String CENTRE = "key longitude latitude radius ";
  private static final String MEMBER = "key member radius ";
  private static final String UNIT = "unit(M|KM|FT|MI)";
  private static final String WITH = " [WITHCOORD] [WITHDIST] [WITHHASH]";
  private static final String COUNT = " [count(COUNT=count [ANY])]";
  private static final String NEWER_COUNT = " [count(COUNT=count [ANY@6.2.0])]";
  private static final String ORDER = " [order(ASC|DESC)]";
  private static final String STORE = " [STORE=key#1] [STOREDIST=key#2]";
  private static final String SHAPE =
      " from(FROMMEMBER=member|FROMLONLAT=(longitude latitude)) by(circle(BYRADIUS=radius "
          + UNIT
          + ")|box(BYBOX=width height "
          + UNIT
          + "))";

  /** A found member and its distance in metres. */
  private record Found(SortedSetValue.Member member, double distance) {}

  private SearchCommands() {}

  static final CommandSpec GEORADIUS =
      GeoFamily.row("georadius", -6)
          .flags(WRITE, DENYOOM)
          .keysBy(args -> keys(args, 6))
          .since("3.2.0")
          .complexity(COST)
          .summary("Find members near a place, and store them if wanted")
          .grammar(CENTRE + UNIT + WITH + NEWER_COUNT + ORDER + STORE)
          .run(call -> search(call, 1, SearchRequest.Form.RADIUS));

  static final CommandSpec GEORADIUS_RO =
      GeoFamily.row("georadius_ro", -6)
          .flags(READONLY)
          .since("3.2.10")
          .complexity(COST)
          .summary("Find members near a place")
          .grammar(CENTRE + UNIT + WITH + NEWER_COUNT + ORDER)
          .run(call -> search(call, 1, SearchRequest.Form.RADIUS_RO));

  static final CommandSpec GEORADIUSBYMEMBER =
      GeoFamily.row("georadiusbymember", -5)
          .flags(WRITE, DENYOOM)
          .keysBy(args -> keys(args, 5))
          .since("3.2.0")
          .complexity(COST)
          .summary("Find members near another one, and store them if wanted")
          .grammar(MEMBER + UNIT + WITH + COUNT + ORDER + STORE)
          .run(call -> search(call, 1, SearchRequest.Form.MEMBER));

  static final CommandSpec GEORADIUSBYMEMBER_RO =
      GeoFamily.row("georadiusbymember_ro", -5)
          .flags(READONLY)
          .since("3.2.10")
          .complexity(COST)
          .summary("Find members near another one")
          .grammar(MEMBER + UNIT + WITH + COUNT + ORDER)
          .run(call -> search(call, 1, SearchRequest.Form.MEMBER_RO));

  static final CommandSpec GEOSEARCH =
      GeoFamily.row("geosearch", -7)
          .flags(READONLY)
          .since("6.2.0")
          .complexity(COST)
          .summary("Find members in a circle or box")
          .grammar("key" + SHAPE + ORDER + COUNT + WITH)
          .run(call -> search(call, 1, SearchRequest.Form.SEARCH));

  static final CommandSpec GEOSEARCHSTORE =
      CommandSpec.of("geosearchstore", -8)
          .flags(WRITE, DENYOOM)
          .keys(1, 2, 1)
          .group("geo")
          .since("6.2.0")
          .complexity(COST)
          .summary("Store the members in a circle or box")
          .grammar("destination source#1" + SHAPE + ORDER + COUNT + " [STOREDIST]")
          .run(call -> search(call, 2, SearchRequest.Form.SEARCH_STORE));

  /** The first argument, and what stands behind the first STORE and the first STOREDIST. */
  private static int[] keys(Args args, int options) {
    return IntStream.of(1, behind(args, options, "STORE"), behind(args, options, "STOREDIST"))
        .filter(i -> i > 0)
        .toArray();
  }

  private static int behind(Args args, int options, String word) {
    for (int i = options; i + 1 < args.count(); i++) {
      if (args.is(i, word)) {
        return i + 1;
      }
    }
    return 0;
  }

  private static void search(Call call, int key, SearchRequest.Form form) {
    SortedSetValue set = call.read(key, SortedSetValue.class);
    SearchRequest request = new SearchRequest(call.args(), form, set);
    List<Found> found = List.of();
    double unit = 1;
    if (set != null) {
      Shape shape = request.shape();
      unit = shape.unit();
      found = ordered(find(set, shape, request.any ? request.count : 0), request);
    }
    if (request.target == 0) {
      answer(call, request, found, unit);
    } else {
      store(call, request, found, unit, form);
    }
  }

  /** The members in the shape, cell by cell; no more than {@code limit} when that is not 0. */
  private static List<Found> find(SortedSetValue set, Shape shape, long limit) {
    List<Found> found = new ArrayList<>();
    for (Cell cell : Area.cells(shape)) {
      double first = cell.firstScore();
      double end = cell.endScore();
      int from = set.countBelow(m -> m.score() < first);
      int to = set.countBelow(m -> m.score() < end);
      for (int rank = from; rank < to; rank++) {
        if (limit != 0 && found.size() >= limit) {
          return found;
        }
        SortedSetValue.Member member = set.at(rank);
        Cell place = Cell.ofScore(member.score());
        double distance = shape.distance(place.longitude(), place.latitude());
        if (!(distance < 0)) {
          found.add(new Found(member, distance));
        }
      }
    }
    return found;
  }

  private static List<Found> ordered(List<Found> found, SearchRequest request) {
    boolean all = request.count == 0 || found.size() <= request.count;
    int wanted = all ? found.size() : (int) request.count;
    Comparator<Found> nearest = Comparator.comparingDouble(Found::distance);
    return switch (request.order) {
      case NONE -> found.subList(0, wanted);
      case NEAREST -> first(found, nearest, wanted);
      case FARTHEST -> first(found, nearest.reversed(), wanted);
    };
  }

  /** Those that are as near as each other stand as the real server leaves them. */
  private static List<Found> first(List<Found> found, Comparator<Found> order, int wanted) {
    if (wanted == found.size()) {
      found.sort(order);
      return found;
    }
    Found[] all = found.toArray(Found[]::new);
    PartialSort.sort(all, order, 0, wanted - 1);
    return List.of(all).subList(0, wanted);
  }

  private static void answer(Call call, SearchRequest request, List<Found> found, double unit) {
    ReplyWriter reply = call.reply();
    reply.array(found.size());
    int extras =
        (request.withDistance ? 1 : 0) + (request.withHash ? 1 : 0) + (request.withPlace ? 1 : 0);
    for (Found one : found) {
      if (extras > 0) {
        reply.array(extras + 1L);
      }
      reply.bulk(one.member.key());
      if (request.withDistance) {
        reply.bulk(GeoArgs.fixed(one.distance / unit, 4));
      }
      if (request.withHash) {
        reply.integer((long) one.member.score());
      }
      if (request.withPlace) {
        GeoFamily.replyPlace(call, Cell.ofScore(one.member.score()));
      }
    }
  }

  private static void store(
      Call call, SearchRequest request, List<Found> found, double unit, SearchRequest.Form form) {
    int target = request.target;
    if (found.isEmpty()) {
      if (call.db().delete(call.args().bytes(target))) {
        call.changed(target, NotifyClass.GENERIC, "del");
      }
      call.reply().integer(0);
      return;
    }
    SortedSetValue result = SortedSetValue.large(call.db().rules());
    for (Found one : found) {
      double score = request.storesDistance ? one.distance / unit : one.member.score();
      result.put(one.member.key(), score);
    }
    result.settle();
    call.set(target, result);
    boolean search = form == SearchRequest.Form.SEARCH_STORE;
    call.changed(target, NotifyClass.SORTED_SET, search ? "geosearchstore" : "georadiusstore");
    call.dirty(found.size() - 1L);
    call.reply().integer(found.size());
  }
}
