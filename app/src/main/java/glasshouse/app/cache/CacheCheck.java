package glasshouse.app.cache;

import glasshouse.engine.cache.Check;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Look at every page; one line for each thing that is wrong. */
@Command(
    name = "check",
    description = "Look at every page; one line for each thing that is wrong.",
    mixinStandardHelpOptions = true)
final class CacheCheck implements Callable<Integer> {
  @Mixin private CacheFile file = new CacheFile();

  @Override
  public Integer call() throws IOException {
    Report report = file.read(tx -> new Report(tx.id(), Check.of(tx), tx.brokenMeta()));
    file.print(report, () -> say(report));
    return report.findings.isEmpty() ? 0 : 1;
  }

  /**
   * What was found.
   *
   * @param transaction the state that was looked at
   * @param brokenMeta why the other meta page is not valid, empty when it is: after a crash this is
   *     no fault, but the state is one transaction older than the file's last
   */
  private record Report(long transaction, List<Check.Finding> findings, String brokenMeta) {}

  private static void say(Report report) {
    if (!report.brokenMeta.isEmpty()) {
      System.err.printf(
          "glasshouse: transaction %d is served, for the other meta page is not valid: %s%n",
          report.transaction, report.brokenMeta);
    }
    if (report.findings.isEmpty()) {
      System.out.println("OK");
    } else {
      report.findings.forEach(System.out::println);
      System.out.println(report.findings.size() + " errors found");
    }
  }
}
