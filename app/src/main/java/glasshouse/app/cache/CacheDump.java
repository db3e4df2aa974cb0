package glasshouse.app.cache;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Print pages as hexadecimal numbers and text. */
@Command(
    name = "dump",
    description = "Print pages as hexadecimal numbers and text.",
    mixinStandardHelpOptions = true)
final class CacheDump implements Callable<Integer> {
  @Mixin private CacheFile file = new CacheFile();

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "PAGE", description = "Their numbers.")
  private List<Long> pages = List.of();

  private record Image(long page, String hex) {}

  @Override
  public Integer call() throws IOException {
    List<byte[]> images = file.read(tx -> pages.stream().map(tx::bytes).toList());
    List<Image> dumped = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      dumped.add(new Image(pages.get(i), HexFormat.of().formatHex(images.get(i))));
    }
    file.print(
        dumped,
        () -> {
          for (int i = 0; i < images.size(); i++) {
            System.out.println("page " + pages.get(i));
            HexDump.lines(images.get(i)).forEach(System.out::println);
          }
        });
    return 0;
  }
}
