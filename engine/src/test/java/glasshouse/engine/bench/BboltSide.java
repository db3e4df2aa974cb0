package glasshouse.engine.bench;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.oracle.Bbolt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;

/** bbolt, in a process of its own; what is measured is measured there. */
final class BboltSide implements StoreSide.Bolt {
  private final Bbolt bbolt;

  BboltSide(Bbolt bbolt) {
    this.bbolt = bbolt;
  }

  private String ask(Object... words) {
    try {
      return bbolt.ask(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "bbolt";
  }

  @Override
  public void open(Path file, boolean synced) {
    if (synced) {
      ask("open", file);
    } else {
      reopen(file);
    }
  }

  @Override
  public void reopen(Path file) {
    ask("open", file, "no-sync");
  }

  @Override
  public void fill(int from, int to, int length, double percent) {
    ask("fill", from, to, length, percent);
  }

  @Override
  public long[] commits(int from, int count) {
    return Arrays.stream(ask("commits", from, count).split(" "))
        .mapToLong(Long::parseLong)
        .toArray();
  }

  @Override
  public void gets(int count) {
    ask("gets", count);
  }

  @Override
  public int check() {
    String found = ask("check");
    return found.isEmpty() ? 0 : found.split("; ").length;
  }

  @Override
  public void empty() {
    ask("begin");
    ask("drop", Bytes.of("bucket"));
    ask("commit");
    ask("begin");
    ask("commit");
  }

  @Override
  public void close() {
    ask("close");
  }
}
