package glasshouse.ui.draw;

import glasshouse.ui.model.Place;
import glasshouse.ui.model.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster's picture shows.
 *
 * @param layout where things stand
 * @param verdict what is wrong with them
 * @param selected what is selected, null for nothing
 * @param focused true while the picture has the keyboard
 * @param scroll pixels the picture is moved up
 * @param width size of the ground in pixels
 * @param height size of the ground in pixels
 */
public record TopologyScene(
    TopologyLayout layout,
    Verdict verdict,
    @Nullable Place selected,
    boolean focused,
    double scroll,
    double width,
    double height) {}
