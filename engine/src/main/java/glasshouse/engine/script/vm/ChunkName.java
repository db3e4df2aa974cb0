package glasshouse.engine.script.vm;

/** How error messages name a piece of source: by its name, or by its first line in quotes. */
final class ChunkName {
  private static final int LONGEST = 60;

  private ChunkName() {}

  static String of(String chunk) {
    if (chunk.startsWith("=")) {
      return chunk.substring(1, Math.min(chunk.length(), LONGEST));
    }
    if (chunk.startsWith("@")) {
      String name = chunk.substring(1);
      int room = LONGEST - " '...' ".length() - 1;
      return name.length() > room ? "..." + name.substring(name.length() - room) : name;
    }
    int room = LONGEST - " [string \"...\"] ".length() - 1;
    int lineEnd = 0;
    while (lineEnd < chunk.length() && "\n\r".indexOf(chunk.charAt(lineEnd)) < 0) {
      lineEnd++;
    }
    int shown = Math.min(lineEnd, room);
    String dots = shown < chunk.length() ? "..." : "";
    return "[string \"" + chunk.substring(0, shown) + dots + "\"]";
  }
}
