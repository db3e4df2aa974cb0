package glasshouse.engine.view;

/**
 * A cached script.
 *
 * @param sha SHA-1 of the source, 40 hexadecimal digits
 * @param source the text
 * @param knownToReplicas true when this master believes that all replicas have it and would send
 *     EVALSHA alone (eras that replicate scripts verbatim; always false elsewhere)
 */
public record ScriptView(String sha, String source, boolean knownToReplicas) {}
