package glasshouse.ui.control;

import java.util.List;
import javafx.collections.ObservableList;

/** Keeps a shown list equal to a window that moves over a long sequence, touching only its ends. */
public final class Follow {
  private Follow() {}

  /** Makes {@code shown} equal to {@code now}; answers whether anything changed. */
  public static <T> boolean update(ObservableList<T> shown, List<T> now) {
    if (shown.isEmpty() || now.isEmpty()) {
      if (shown.isEmpty() && now.isEmpty()) {
        return false;
      }
      shown.setAll(now);
      return true;
    }
    int start = shown.indexOf(now.getFirst());
    int common = shown.size() - start;
    if (start < 0
        || common > now.size()
        || !now.subList(0, common).equals(shown.subList(start, shown.size()))) {
      shown.setAll(now);
      return true;
    }
    if (start > 0) {
      shown.remove(0, start);
    }
    if (common < now.size()) {
      shown.addAll(now.subList(common, now.size()));
    }
    return start > 0 || common < now.size();
  }
}
