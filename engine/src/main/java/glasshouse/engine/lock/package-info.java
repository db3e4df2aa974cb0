/**
 * Who holds what, who waits for whom: file locks of the system, the latches of stores, and the
 * graph that joins threads, transactions, locks and foreign processes. Real threads, real locks.
 *
 * <p>May import: base, port, view.
 */
@NullMarked
package glasshouse.engine.lock;

import org.jspecify.annotations.NullMarked;
