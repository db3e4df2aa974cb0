/**
 * Databases, the sealed family of value types, expiry and digest; time is always a parameter.
 *
 * <p>May import: base, port.
 */
@NullMarked
package glasshouse.engine.keyspace;

import org.jspecify.annotations.NullMarked;
