/**
 * Access control: users, the rules that say what they may, the log of what they were refused, and
 * the commands ACL consists of. {@link glasshouse.engine.command.acl.Accounts} is the door: who
 * runs commands asks it.
 *
 * <p>May import: base, port, resp, config, command.
 */
@NullMarked
package glasshouse.engine.command.acl;

import org.jspecify.annotations.NullMarked;
