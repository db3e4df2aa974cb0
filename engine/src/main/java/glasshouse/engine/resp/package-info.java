/**
 * The wire format of Redis: requests are parsed from bytes, replies are written as bytes.
 *
 * <p>May import: base.
 */
@NullMarked
package glasshouse.engine.resp;

import org.jspecify.annotations.NullMarked;
