package glasshouse.engine.script;

import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.script.api.RedisLib;
import glasshouse.engine.script.vm.SyntaxError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scripts a node knows, by the SHA1 of their bodies, oldest first. */
public final class ScriptCache {
  private final ScriptEngine engine;
  private final Map<String, Script> scripts = new LinkedHashMap<>();

  /** An empty cache whose scripts {@code engine} compiles. */
  public ScriptCache(ScriptEngine engine) {
    this.engine = engine;
  }

  /** The engine. */
  public ScriptEngine engine() {
    return engine;
  }

  /** The script with this SHA1, in any case, or null. */
  public @Nullable Script find(String sha) {
    Script script = scripts.get(sha);
    return script != null ? script : scripts.get(sha.toLowerCase(Locale.ROOT));
  }

  /**
   * The script with this body, compiled and cached when it is new.
   *
   * @throws ErrorReply when its first line or its code is wrong
   */
  public Script add(byte[] body) {
    String sha = RedisLib.sha1Hex(body);
    Script known = scripts.get(sha);
    if (known != null) {
      return known;
    }
    ScriptFlags.Head head = ScriptFlags.read(body);
    try {
      Script script = new Script(sha, body, head.flags(), engine.compile(head.code()));
      scripts.put(sha, script);
      return script;
    } catch (SyntaxError e) {
      throw new ErrorReply("ERR Error compiling script (new function): " + e.text());
    }
  }

  /** Forgets all scripts. */
  public void clear() {
    scripts.clear();
  }

  /** Number of scripts. */
  public int size() {
    return scripts.size();
  }

  /** All scripts, oldest first. */
  public List<Script> all() {
    return new ArrayList<>(scripts.values());
  }
}
