/** Tests of the configuration; what Redis says was asked of redis-server 7.0.15. */
@NullMarked
package glasshouse.engine.config;

import org.jspecify.annotations.NullMarked;
