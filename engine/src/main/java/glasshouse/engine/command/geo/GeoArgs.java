package glasshouse.engine.command.geo;

import glasshouse.engine.base.Reals;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Places, distances and units as clients write and read them. */
final class GeoArgs {
  private GeoArgs() {}

  /**
   * Longitude and latitude in degrees, at arguments {@code i} and {@code i + 1}.
   *
   * @throws ErrorReply not a float, or not on the map
   */
  static double[] place(Args args, int i) {
    double longitude = number(args, i, "value is not a valid float");
    double latitude = number(args, i + 1, "value is not a valid float");
    if (!Globe.shows(longitude, latitude)) {
      throw new ErrorReply(
          "ERR invalid longitude,latitude pair " + fixed(longitude, 6) + "," + fixed(latitude, 6));
    }
    return new double[] {longitude, latitude};
  }

  /** A number as {@code %.<digits>f} prints it. */
  static String fixed(double value, int digits) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Reals.general(value, digits);
    }
    String text = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    boolean lostSign = Math.copySign(1, value) < 0 && text.charAt(0) != '-';
    return lostSign ? "-" + text : text;
  }

  /** Degrees as {@code %.17Lf} prints them, without the zeros at the end. */
  static String degrees(double value) {
    BigDecimal cut = new BigDecimal(value).setScale(17, RoundingMode.HALF_EVEN);
    return cut.signum() == 0 ? "0" : cut.stripTrailingZeros().toPlainString();
  }

  /** A distance with its unit's metres, {@code {number, metres}}, at argument {@code i}. */
  static double[] radius(Args args, int i) {
    double radius = number(args, i, "need numeric radius");
    if (radius < 0) {
      throw new ErrorReply("ERR radius cannot be negative");
    }
    return new double[] {radius, unit(args, i + 1)};
  }

  /** Width, height and metres of their unit at argument {@code i}. */
  static double[] box(Args args, int i) {
    double width = number(args, i, "need numeric width");
    double height = number(args, i + 1, "need numeric height");
    if (height < 0 || width < 0) {
      throw new ErrorReply("ERR height or width cannot be negative");
    }
    return new double[] {width, height, unit(args, i + 2)};
  }

  /** The metres of the unit at argument {@code i}. */
  static double unit(Args args, int i) {
    if (args.is(i, "M")) {
      return 1;
    }
    if (args.is(i, "KM")) {
      return 1000;
    }
    if (args.is(i, "FT")) {
      return 0.3048;
    }
    if (args.is(i, "MI")) {
      return 1609.34;
    }
    throw new ErrorReply("ERR unsupported unit provided. please use M, KM, FT, MI");
  }

  private static double number(Args args, int i, String error) {
    double value = Reals.parse(args.data(), args.offset(i), args.length(i));
    if (Double.isNaN(value)) {
      throw new ErrorReply("ERR " + error);
    }
    return value;
  }

  /** The place of the member at argument {@code i}; null when there is none. */
  static @Nullable Cell member(@Nullable SortedSetValue set, Args args, int i) {
    SortedSetValue.Member member =
        set == null ? null : set.find(args.data(), args.offset(i), args.length(i));
    return member == null ? null : Cell.ofScore(member.score());
  }
}
