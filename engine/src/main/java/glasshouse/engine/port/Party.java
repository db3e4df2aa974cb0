package glasshouse.engine.port;

/** In whose name a lock is held, where that can be ended by somebody else; its text names it. */
public interface Party {
  /** Ends it, as its own end would have; nothing happens when it is over. */
  void end();

  /** What it means to those who use it that it is ended under their hands, as a sentence. */
  String consequence();
}
