package glasshouse.ui.panel;

import glasshouse.ui.action.Hands;
import glasshouse.ui.model.ClusterModel;
import glasshouse.ui.player.Player;
import glasshouse.ui.theme.Theme;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;

/**
 * What a panel is given to work with.
 *
 * @param model the cluster
 * @param hands what carries actions out
 * @param player the exhibits
 * @param theme light or dark
 * @param still true when nothing shall move for the eye alone
 */
public record Desk(
    ClusterModel model,
    Hands hands,
    Player player,
    ReadOnlyObjectProperty<Theme> theme,
    ReadOnlyBooleanProperty still) {}
