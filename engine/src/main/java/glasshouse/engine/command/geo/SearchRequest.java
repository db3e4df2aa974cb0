package glasshouse.engine.command.geo;

import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a search asks for (geo.c, georadiusGeneric).
 *
 * <p>Order of checks: the type of the key; centre and radius of the older commands; each option as
 * it comes; what goes with STORE; that there is one centre and one shape; ANY without COUNT. A
 * member that is the centre is looked up only when the key exists, and then when it is read.
 */
final class SearchRequest {
  /** Which commands, and by that which options, there are. */
  enum Form {
    RADIUS(6, false, true),
    RADIUS_RO(6, false, false),
    MEMBER(5, false, true),
    MEMBER_RO(5, false, false),
    SEARCH(2, true, false),
    SEARCH_STORE(3, true, false);

    private final int options;
    private final boolean search;
    private final boolean stores;

    Form(int options, boolean search, boolean stores) {
      this.options = options;
      this.search = search;
      this.stores = stores;
    }
  }

  /** In which order members are answered. */
  enum Order {
    NONE,
    NEAREST,
    FARTHEST
  }

  private final Args args;
  private final Form form;
  private final @Nullable SortedSetValue set;
  private boolean fromMember;
  private boolean fromPlace;
  private double longitude;
  private double latitude;
  private double @Nullable [] radius;
  private double @Nullable [] box;

  /** Argument that names the key to store to, 0 for none. */
  int target;

  boolean storesDistance;
  boolean withDistance;
  boolean withHash;
  boolean withPlace;
  boolean any;
  Order order = Order.NONE;

  /** Most members to answer, 0 for all. */
  long count;

  /** Reads the words of a search in {@code set}, null for a key that does not exist. */
  SearchRequest(Args args, Form form, @Nullable SortedSetValue set) {
    this.args = args;
    this.form = form;
    this.set = set;
    fixedWords();
    for (int i = form.options; i < args.count(); ) {
      i += option(i);
    }
    check();
    if (count != 0 && order == Order.NONE && !any) {
      order = Order.NEAREST;
    }
  }

  private void fixedWords() {
    switch (form) {
      case RADIUS, RADIUS_RO -> {
        centre(2);
        radius = GeoArgs.radius(args, 4);
      }
      case MEMBER, MEMBER_RO -> {
        if (set != null) {
          centreMember(2);
          radius = GeoArgs.radius(args, 3);
        }
      }
      case SEARCH -> {}
      case SEARCH_STORE -> target = 1;
    }
  }

  private void centre(int i) {
    double[] place = GeoArgs.place(args, i);
    longitude = place[0];
    latitude = place[1];
  }

  private void centreMember(int i) {
    Cell cell = GeoArgs.member(set, args, i);
    if (cell == null) {
      throw new ErrorReply("ERR could not decode requested zset member");
    }
    longitude = cell.longitude();
    latitude = cell.latitude();
  }

  /** Reads the option at argument {@code i}; returns how many words it has. */
  private int option(int i) {
    int more = args.count() - i - 1;
    if (args.is(i, "WITHDIST")) {
      withDistance = true;
    } else if (args.is(i, "WITHHASH")) {
      withHash = true;
    } else if (args.is(i, "WITHCOORD")) {
      withPlace = true;
    } else if (args.is(i, "ANY")) {
      any = true;
    } else if (args.is(i, "ASC")) {
      order = Order.NEAREST;
    } else if (args.is(i, "DESC")) {
      order = Order.FARTHEST;
    } else if (args.is(i, "COUNT") && more > 0) {
      count = args.longAt(i + 1);
      if (count <= 0) {
        throw new ErrorReply("ERR COUNT must be > 0");
      }
      return 2;
    } else {
      return form.search ? searchOption(i, more) : radiusOption(i, more);
    }
    return 1;
  }

  private int radiusOption(int i, int more) {
    boolean distance = args.is(i, "STOREDIST");
    if (!form.stores || more < 1 || !(distance || args.is(i, "STORE"))) {
      throw ErrorReply.syntax();
    }
    target = i + 1;
    storesDistance = distance;
    return 2;
  }

  private int searchOption(int i, int more) {
    if (args.is(i, "FROMMEMBER") && more >= 1 && !fromPlace) {
      if (set != null) {
        centreMember(i + 1);
      }
      fromMember = true;
      return 2;
    }
    if (args.is(i, "FROMLONLAT") && more >= 2 && !fromMember) {
      centre(i + 1);
      fromPlace = true;
      return 3;
    }
    if (args.is(i, "BYRADIUS") && more >= 2 && box == null) {
      radius = GeoArgs.radius(args, i + 1);
      return 3;
    }
    if (args.is(i, "BYBOX") && more >= 3 && radius == null) {
      box = GeoArgs.box(args, i + 1);
      return 4;
    }
    if (form == Form.SEARCH_STORE && args.is(i, "STOREDIST")) {
      storesDistance = true;
      return 1;
    }
    throw ErrorReply.syntax();
  }

  private void check() {
    if (target > 0 && (withDistance || withHash || withPlace)) {
      throw new ErrorReply(
          "ERR "
              + (form.search ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS")
              + " is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
    }
    if (form.search && !fromMember && !fromPlace) {
      throw new ErrorReply(
          "ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for " + args.text(0));
    }
    if (form.search && radius == null && box == null) {
      throw new ErrorReply(
          "ERR exactly one of BYRADIUS and BYBOX can be specified for " + args.text(0));
    }
    if (any && count == 0) {
      throw new ErrorReply("ERR the ANY argument requires COUNT argument");
    }
  }

  /** Where to search; only when there is a set to search in. */
  Shape shape() {
    double[] sides = box;
    if (sides != null) {
      return new Shape.Box(longitude, latitude, sides[0], sides[1], sides[2]);
    }
    double[] circle = Objects.requireNonNull(radius, "no shape");
    return new Shape.Circle(longitude, latitude, circle[0], circle[1]);
  }
}
