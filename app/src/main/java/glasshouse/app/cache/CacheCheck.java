package glasshouse.app.cache;

import glasshouse.app.Json;
import glasshouse.engine.cache.Check;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Look at every page; one line for each thing that is wrong. */
@Command(
    name = "check",
    description = "Look at every page; one line for each thing that is wrong.",
    mixinStandardHelpOptions = true)
final class CacheCheck implements Callable<Integer> {
  @Mixin private CacheFile file = new CacheFile();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<Check.Finding> findings = file.read(Check::of);
    if (json) {
      System.out.println(Json.text(findings));
    } else if (findings.isEmpty()) {
      System.out.println("OK");
    } else {
      findings.forEach(System.out::println);
      System.out.println(findings.size() + " errors found");
    }
    return findings.isEmpty() ? 0 : 1;
  }
}
