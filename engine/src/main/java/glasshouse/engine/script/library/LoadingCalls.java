package glasshouse.engine.script.library;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.script.ScriptNode;
import glasshouse.engine.script.api.ScriptCalls;
import org.jspecify.annotations.Nullable;

/** What a library may ask of the node while it is loaded: its log, and half a second of time. */
final class LoadingCalls implements ScriptCalls {
  /** Milliseconds after which a library is given up (LOAD_TIMEOUT_MS). */
  private static final long MOST = 500;

  private final ScriptNode node;
  private final long startedAt;

  LoadingCalls(ScriptNode node) {
    this.node = node;
    startedAt = node.millis();
  }

  @Override
  public boolean tick() {
    return node.millis() - startedAt > MOST;
  }

  @Override
  public boolean logs(int level) {
    return node.logs(level);
  }

  @Override
  public void log(int level, byte[] text) {
    node.log(level, text);
  }

  @Override
  public boolean call(byte[][] argv, int protocol, ByteBuilder reply) {
    throw unreachable();
  }

  @Override
  public @Nullable Boolean mayRun(byte[][] argv) {
    throw unreachable();
  }

  @Override
  public @Nullable String replicate(int mask) {
    throw unreachable();
  }

  @Override
  public boolean replicateEffects() {
    throw unreachable();
  }

  private static IllegalStateException unreachable() {
    return new IllegalStateException("the table redis of loading libraries has no such function");
  }
}
