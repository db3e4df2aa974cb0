package glasshouse.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.Test;

class FollowTest {
  private final ObservableList<Integer> shown = FXCollections.observableArrayList();
  private int touched;

  private boolean update(List<Integer> now) {
    touched = 0;
    ListChangeListener<Integer> listener =
        change -> {
          while (change.next()) {
            touched += change.getAddedSize() + change.getRemovedSize();
          }
        };
    shown.addListener(listener);
    boolean changed = Follow.update(shown, now);
    shown.removeListener(listener);
    assertThat(shown).isEqualTo(now);
    return changed;
  }

  @Test
  void onlyTheEndsAreTouched() {
    assertThat(update(List.of())).isFalse();
    assertThat(update(List.of(1, 2, 3, 4))).isTrue();
    assertThat(update(List.of(1, 2, 3, 4))).isFalse();
    assertThat(update(List.of(3, 4, 5))).isTrue();
    assertThat(touched).isEqualTo(3);
    assertThat(update(List.of(3, 4, 5, 6))).isTrue();
    assertThat(touched).isEqualTo(1);
  }

  @Test
  void whatDoesNotContinueIsShownAnew() {
    update(List.of(1, 2, 3));
    assertThat(update(List.of(1, 9))).isTrue();
    assertThat(update(List.of(7, 8))).isTrue();
    assertThat(update(List.of(7))).isTrue();
    assertThat(update(List.of())).isTrue();
  }
}
