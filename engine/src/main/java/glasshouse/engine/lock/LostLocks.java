package glasshouse.engine.lock;

import glasshouse.engine.view.LostLockView;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks whether file locks that are held protect what their owners believe. It asks the system, not
 * the object that stands for the lock.
 */
final class LostLocks {
  private LostLocks() {}

  static List<LostLockView> among(List<Holder> held) {
    List<LostLockView> lost = new ArrayList<>();
    for (Holder claim : held) {
      LockedFile file = claim.file;
      String what = file == null ? "" : file.lost();
      if (!what.isEmpty()) {
        lost.add(new LostLockView(claim.lock.of(), claim.owner.toString(), what));
      }
    }
    return lost;
  }
}
