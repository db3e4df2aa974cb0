/**
 * The HyperLogLog family: strings that count distinct elements by 16384 registers of six bits, byte
 * for byte as Redis keeps them, run-length encoded while they are mostly zero.
 *
 * <p>May import: base, port, resp, keyspace, command.
 */
@NullMarked
package glasshouse.engine.command.hyperloglog;

import org.jspecify.annotations.NullMarked;
