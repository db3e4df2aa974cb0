/**
 * The single-file store: bolt's format, version 2, read and written as bbolt does, so that files go
 * both ways. A store is a file, its transactions, buckets in buckets, and cursors over them. It
 * knows neither threads nor files: pages come and go through {@link
 * glasshouse.engine.port.PageFile}, and where it has to wait, {@link
 * glasshouse.engine.port.StoreLatches} waits.
 *
 * <p>May import: base, port.
 */
@NullMarked
package glasshouse.engine.cache;

import org.jspecify.annotations.NullMarked;
