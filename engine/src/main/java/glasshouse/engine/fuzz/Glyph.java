package glasshouse.engine.fuzz;

import glasshouse.engine.fuzz.plan.Act;

/** The letters under which acts stand in pictures of a run. */
final class Glyph {
  private Glyph() {}

  static char of(Act act) {
    return switch (act) {
      case Act.Say _ -> 's';
      case Act.WriteAndWait _ -> 'w';
      case Act.Cut _ -> 'C';
      case Act.Refuse _ -> 'R';
      case Act.Delay _ -> 'D';
      case Act.Stall _ -> 'T';
      case Act.Fragment _ -> '/';
      case Act.Kill _ -> 'K';
      case Act.PowerCut _ -> 'W';
      case Act.Restart _ -> 'Q';
      case Act.RestartAlone _ -> 'M';
      case Act.Freeze _ -> 'F';
      case Act.Skew _ -> '~';
      case Act.SlowDisk _ -> 'Z';
      case Act.Promote _ -> 'P';
      case Act.FailOver _ -> 'O';
      case Act.Follow _ -> 'L';
    };
  }

  static String legend() {
    return "s commands  w write and WAIT  C cut  R refuse  D delay  T stall  / fragment  K kill  W"
        + " power cut  Q save and stop  M the same, then a master  F freeze  ~ clock  Z slow"
        + " disk  P promote  O fail over  L follow  S start  h healed";
  }
}
