package glasshouse.engine.port;

/** Measures how long commands take. It decides nothing but what SLOWLOG and INFO show. */
@FunctionalInterface
public interface Stopwatch {
  /** A stopwatch for a world in which commands take no time. */
  Stopwatch STILL = () -> 0;

  /** Microseconds since some moment; never decreasing. */
  long micros();
}
