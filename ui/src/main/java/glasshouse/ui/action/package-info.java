/**
 * Everything a user can do, each thing once: button, key, context menu and palette read one table.
 *
 * <p>May import: {@code glasshouse.engine}, {@code ui.model}; no nodes.
 */
@NullMarked
package glasshouse.ui.action;

import org.jspecify.annotations.NullMarked;
