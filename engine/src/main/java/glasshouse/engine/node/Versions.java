package glasshouse.engine.node;

import glasshouse.engine.replication.Profile;

/** The full version numbers that stand for eras, as INFO and RDB files say them. */
final class Versions {
  private Versions() {}

  /** For example 7.0.15. */
  static String of(Profile profile) {
    return switch (profile.name()) {
      case "5.0" -> "5.0.14";
      case "6.2" -> "6.2.14";
      case "7.0" -> "7.0.15";
      default -> profile.name();
    };
  }
}
