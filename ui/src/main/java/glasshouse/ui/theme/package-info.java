/**
 * How things look: light and dark, fonts, colours by meaning. The values stand in the style sheets
 * of the resources, so that nodes and drawings take them from one place.
 *
 * <p>May import: AtlantaFX, {@code glasshouse.resources}, {@code ui.draw}'s names of inks and
 * types.
 */
@NullMarked
package glasshouse.ui.theme;

import org.jspecify.annotations.NullMarked;
