package glasshouse.engine.script.vm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * The bound on what a script may hold. Allocations are counted; when so much was allocated that the
 * bound could be reached, what is reachable is measured by a walk, and the count goes on from
 * there. So a long script may make any amount of garbage, and the verdict is the same in every run.
 */
final class Memory {
  private final Vm vm;
  private final long limit;
  private long counted;
  private long nextWalk;
  private int walks;

  Memory(Vm vm, long limit) {
    this.vm = vm;
    this.limit = limit;
    this.nextWalk = limit;
  }

  /** Bytes that are held or have become garbage since the last walk. */
  long counted() {
    return counted;
  }

  void charge(long bytes) {
    counted += bytes;
    if (counted > nextWalk) {
      measure(bytes);
    }
  }

  /** Forgets garbage now, as a full collection would. */
  void collect() {
    measure(0);
  }

  private void measure(long wanted) {
    if (wanted > limit) {
      counted -= wanted;
      throw new OutOfMemory();
    }
    long held = new Walk(++walks).run(vm);
    if (held + wanted > limit) {
      counted = held;
      nextWalk = limit;
      throw new OutOfMemory();
    }
    counted = held + wanted;
    nextWalk = Math.max(limit, 2 * counted);
    nextWalk = Math.min(nextWalk, counted + limit);
  }

  /** One walk over all that the script can reach; what it has met bears its number. */
  private static final class Walk {
    private static final int SHORT = 256;
    private static final int TWINS = 32;

    private final int number;
    private final Map<LuaString, List<LuaString>> strings = new LinkedHashMap<>();
    private final ArrayDeque<Object> todo = new ArrayDeque<>();
    private long bytes;

    Walk(int number) {
      this.number = number;
    }

    long run(Vm vm) {
      vm.roots(this::add);
      while (!todo.isEmpty()) {
        switch (todo.pop()) {
          case Table t -> table(t);
          case Closure c -> closure(c);
          case Coroutine c -> coroutine(c);
          case Frame f -> frame(f);
          default -> {}
        }
      }
      return bytes;
    }

    private void add(@Nullable Object o) {
      switch (o) {
        case LuaString s -> string(s);
        case Ref r when r.mark != number -> {
          r.mark = number;
          todo.push(r);
        }
        case Frame f when f.mark != number -> {
          f.mark = number;
          todo.push(f);
        }
        case null, default -> {}
      }
    }

    /** A long string counts once, however often it is held; equal ones count each. */
    private void string(LuaString s) {
      if (s.m_length < SHORT) {
        bytes += 40L + s.m_length;
        return;
      }
      List<LuaString> twins = strings.computeIfAbsent(s, _ -> new ArrayList<>(1));
      for (LuaString twin : twins) {
        if (twin.m_bytes == s.m_bytes) {
          bytes += 40;
          return;
        }
      }
      bytes += 40L + s.m_bytes.length;
      if (twins.size() < TWINS) {
        twins.add(s);
      }
    }

    private void addAll(LuaValue[] values) {
      for (LuaValue v : values) {
        add(v);
      }
    }

    private void table(Table t) {
      bytes += t.bytes();
      addAll(t.array);
      addAll(t.keys);
      addAll(t.values);
      add(t.metatable());
    }

    private void closure(Closure c) {
      bytes += 48 + 8L * c.cells.length;
      for (Cell cell : c.cells) {
        add(cell.get());
      }
    }

    private void coroutine(Coroutine c) {
      bytes += 256;
      add(c.fn);
      add(c.top);
    }

    private void frame(Frame f) {
      Trace trace = f.trace;
      bytes += 64 + 8L * f.r.length + (trace == null ? 0 : trace.bytes());
      add(f.fn);
      addAll(f.r);
      addAll(f.extra);
      add(f.caller);
    }
  }
}
