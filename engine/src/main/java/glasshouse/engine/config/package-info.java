/**
 * The parameters of redis.conf: what they are called, what they may be, what they are now; reading
 * files and command lines, CONFIG GET, SET and REWRITE. Nothing here knows a file system or a
 * running node: files come through {@code ConfigFiles}, effects through hooks.
 *
 * <p>May import: base, resp (to split a line into words as inline commands are split).
 */
@NullMarked
package glasshouse.engine.config;

import org.jspecify.annotations.NullMarked;
