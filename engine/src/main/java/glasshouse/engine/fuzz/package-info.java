/**
 * The fuzzer: a seed decides a cluster, commands of many kinds and faults of many kinds, all of
 * which are played on the simulator; after each event invariants are checked, and in the end, when
 * everything was healed, validations. A seed that breaks one is a failure that can be replayed,
 * shrunk and stepped through.
 *
 * <p>{@code plan} decides what happens, {@code check} what must hold. May import: the core and
 * {@code sim}, and of the front door what a user can do to a cluster. It is part of the core: one
 * seed gives one run, in every JVM.
 */
@NullMarked
package glasshouse.engine.fuzz;

import org.jspecify.annotations.NullMarked;
