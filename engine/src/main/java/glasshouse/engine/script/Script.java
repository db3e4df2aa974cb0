package glasshouse.engine.script;

/**
 * A script in the cache.
 *
 * @param sha SHA1 of the body, 40 hexadecimal digits in lower case
 * @param body the text as it was sent
 * @param flags what its first line says
 * @param compiled its code
 */
public record Script(String sha, byte[] body, ScriptFlags flags, ScriptEngine.Compiled compiled) {}
