package glasshouse.engine.exhibit;

import glasshouse.engine.Console;
import java.util.function.Consumer;

/** A console whose lines a {@link Recorder} writes down. */
final class RecordedConsole implements Console {
  private final Recorder recorder;
  private final Console console;

  RecordedConsole(Recorder recorder, Console console) {
    this.recorder = recorder;
    this.console = console;
  }

  @Override
  public String node() {
    return console.node();
  }

  @Override
  public int db() {
    return console.db();
  }

  @Override
  public void send(String line, Consumer<Reply> reply) {
    if (line.isBlank()) {
      console.send(line, reply);
      return;
    }
    Deed deed = recorder.typed(node(), line.strip(), db());
    console.send(
        line,
        said -> {
          recorder.ended(deed, said.text(), said.error());
          reply.accept(said);
        });
  }

  @Override
  public void close() {
    console.close();
  }
}
