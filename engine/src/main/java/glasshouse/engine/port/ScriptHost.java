package glasshouse.engine.port;

/** What a node gets from its shell while a script runs for long. */
public interface ScriptHost {
  /** A host in whose world scripts take no time and nobody else is served meanwhile. */
  ScriptHost STILL =
      new ScriptHost() {
        @Override
        public long now() {
          return 0;
        }

        @Override
        public void serve() {}
      };

  /** Unix milliseconds now, while the node's own time stands still; 0 when no time passes. */
  long now();

  /** Lets what has arrived meanwhile into the node, by {@code Node.step}, and its answers out. */
  void serve();
}
