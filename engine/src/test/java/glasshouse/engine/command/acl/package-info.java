/**
 * Tests of users and rules.
 *
 * <p>May import: the room under test, and the oracles.
 */
@NullMarked
package glasshouse.engine.command.acl;

import org.jspecify.annotations.NullMarked;
