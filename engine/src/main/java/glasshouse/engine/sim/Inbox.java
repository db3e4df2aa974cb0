package glasshouse.engine.sim;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.node.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What came while a node stood still. Bytes of one link that came one after the other are one read
 * afterwards, as from the buffer of a socket.
 */
final class Inbox {
  private final List<Input> inputs = new ArrayList<>();

  void add(Input input) {
    if (input instanceof Input.BytesArrived(long link, byte[] bytes, int offset, int length)) {
      ByteBuilder all = new ByteBuilder(length + 16);
      int before = lastOf(link);
      if (before >= 0
          && inputs.get(before)
              instanceof Input.BytesArrived(long _, byte[] old, int _, int oldLength)) {
        inputs.remove(before);
        all.put(old, 0, oldLength);
      }
      all.put(bytes, offset, length);
      inputs.add(new Input.BytesArrived(link, all.toByteArray(), 0, all.length()));
    } else if (!(input instanceof Input.TimerFired)) {
      inputs.add(input);
    }
  }

  /** Where the newest input of a link stands, -1 for none. */
  private int lastOf(long link) {
    for (int i = inputs.size() - 1; i >= 0; i--) {
      long of =
          switch (inputs.get(i)) {
            case Input.BytesArrived(long l, byte[] _, int _, int _) -> l;
            case Input.LinkOpened(long l, String _, String _) -> l;
            case Input.LinkClosed(long l, String _) -> l;
            case Input.Unsent _, Input.DiskDone _, Input.TimerFired _ -> 0;
          };
      if (of == link) {
        return i;
      }
    }
    return -1;
  }

  void drain(Consumer<Input> to) {
    List<Input> all = List.copyOf(inputs);
    inputs.clear();
    all.forEach(to);
  }

  void clear() {
    inputs.clear();
  }
}
