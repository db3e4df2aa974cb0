package glasshouse.engine.fuzz;

/** Prints the traces of seeds: what {@link RunTest} starts in another JVM. */
final class TraceOfSeeds {
  private TraceOfSeeds() {}

  /** The traces of the seeds from 1 to {@code count}. */
  static String of(int count) {
    StringBuilder out = new StringBuilder();
    for (int number = 1; number <= count; number++) {
      Run run = new Run(Seed.of("7.0", 4, number), _ -> {});
      int found = run.play().size();
      out.append("%d %d %d %x%n".formatted(number, found, run.events(), run.hash()));
    }
    return out.toString();
  }

  /** Takes the number of seeds. */
  public static void main(String[] args) {
    // tidy: it is the output that is compared
    System.out.print(of(Integer.parseInt(args[0])));
  }
}
