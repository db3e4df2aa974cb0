package glasshouse.engine.exhibit;

/**
 * A node of an exhibit's cast.
 *
 * @param node its name, for example {@code m}
 * @param master name of the node it replicates from, empty for a master
 * @param config redis.conf lines beyond those every cast has
 */
public record Role(String node, String master, String config) {}
