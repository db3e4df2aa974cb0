package glasshouse.app.cache;

import glasshouse.engine.cache.PageMap;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** List all pages with their type, items, overflow and bucket. */
@Command(
    name = "pages",
    description = "List all pages with their type, items, overflow and bucket.",
    mixinStandardHelpOptions = true)
final class CachePages implements Callable<Integer> {
  @Mixin private CacheFile file = new CacheFile();

  @Override
  public Integer call() throws IOException {
    List<PageMap.Use> pages = file.read(PageMap::of);
    file.print(pages, () -> say(pages));
    return 0;
  }

  private static void say(List<PageMap.Use> pages) {
    System.out.println("ID       TYPE      ITEMS  OVERFLOW  BUCKET");
    for (PageMap.Use page : pages) {
      if (page.kind() != PageMap.Kind.OVERFLOW) {
        System.out.printf(
            "%-8d %-9s %-6d %-9s %s%n",
            page.id(),
            page.kind().name().toLowerCase(Locale.ROOT),
            page.items(),
            page.overflow() == 0 ? "" : String.valueOf(page.overflow()),
            page.bucket());
      }
    }
  }
}
