package glasshouse.engine.config;

/** The configuration cannot be used; the program prints the report and ends with exit code 1. */
public final class ConfigFault extends Exception {
  private static final long serialVersionUID = 1L;

  private static final String HEAD = "\n*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***\n";

  private final boolean logged;

  private ConfigFault(String report, boolean logged) {
    super(report);
    this.logged = logged;
  }

  /** A line is wrong; {@code line} counts from 1, in the file that holds it. */
  static ConfigFault atLine(int line, String text, String why) {
    return new ConfigFault(
        HEAD
            + "Reading the configuration file, at line "
            + line
            + "\n>>> '"
            + text
            + "'\n"
            + why
            + "\n",
        false);
  }

  /** The log cannot be written where it should be; the reason is the system's. */
  public static ConfigFault logFile(String reason) {
    return new ConfigFault(HEAD + "Can't open the log file: " + reason + "\n", false);
  }

  /** A file cannot be read; the reason is the system's. */
  public static ConfigFault unreadable(String path, String reason) {
    return new ConfigFault("Fatal error, can't open config file '" + path + "': " + reason, true);
  }

  /** What to print: several lines as Redis words them, or one line for the log. */
  public String report() {
    return String.valueOf(getMessage());
  }

  /** True when the report is one line that belongs into the log, at level warning. */
  public boolean logged() {
    return logged;
  }
}
