/**
 * Files that ship with the program (exhibits, style sheets, texts) and typed handles to them. It
 * imports the JDK only, so that any module may use it.
 */
@NullMarked
package glasshouse.resources;

import org.jspecify.annotations.NullMarked;
