package glasshouse.engine.script.vm;

import glasshouse.engine.base.Bytes;

/** How error messages name a piece of source: by its name, or by its first line in quotes. */
final class ChunkName {
  /** Characters in errors of scripts that run, one for the end of a C string counted. */
  static final int RUNNING = 60;

  /** The same in errors of sources that are no Lua. */
  static final int READING = 80;

  private ChunkName() {}

  /** The name of {@code whole}, which is a C string, in fewer than {@code longest} characters. */
  static String of(String whole, int longest) {
    String chunk = Bytes.untilNul(whole);
    if (chunk.startsWith("=")) {
      return chunk.substring(1, Math.min(chunk.length(), longest));
    }
    if (chunk.startsWith("@")) {
      String name = chunk.substring(1);
      int room = longest - " '...' ".length() - 1;
      return name.length() > room ? "..." + name.substring(name.length() - room) : name;
    }
    int room = longest - " [string \"...\"] ".length() - 1;
    int lineEnd = 0;
    while (lineEnd < chunk.length() && "\n\r".indexOf(chunk.charAt(lineEnd)) < 0) {
      lineEnd++;
    }
    int shown = Math.min(lineEnd, room);
    String dots = shown < chunk.length() ? "..." : "";
    return "[string \"" + chunk.substring(0, shown) + dots + "\"]";
  }
}
