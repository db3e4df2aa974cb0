package glasshouse.engine.keyspace;

import glasshouse.engine.base.Bytes;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** Adds up all objects that can be reached from one, by {@link Heap}'s sizes. */
final class HeapWalk {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();

  private HeapWalk() {}

  /** Bytes of {@code root} and all below it, what all values share left out. */
  static long of(Object root) {
    HeapWalk walk = new HeapWalk();
    walk.reach(root);
    long sum = 0;
    for (Object next = walk.open.poll(); next != null; next = walk.open.poll()) {
      sum += walk.weigh(next);
    }
    return sum;
  }

  private void reach(Object object) {
    if (object != null
        && !(object instanceof ValueRules)
        && object != Bytes.EMPTY
        && seen.add(object)) {
      open.add(object);
    }
  }

  private long weigh(Object object) {
    return switch (object) {
      case byte[] bytes -> Heap.array(bytes.length);
      case char[] chars -> Heap.array(2L * chars.length);
      case int[] ints -> Heap.array(4L * ints.length);
      case long[] longs -> Heap.array(8L * longs.length);
      case double[] doubles -> Heap.array(8L * doubles.length);
      case Object[] objects -> {
        for (Object element : objects) {
          reach(element);
        }
        yield Heap.array((long) Heap.REFERENCE * objects.length);
      }
      default -> weighFields(object);
    };
  }

  private long weighFields(Object object) {
    int fields = 0;
    for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          fields += size(field.getType());
          if (!field.getType().isPrimitive()) {
            reach(content(field, object));
          }
        }
      }
    }
    return Heap.object(fields);
  }

  private static Object content(Field field, Object of) {
    try {
      field.setAccessible(true);
      return field.get(of);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static int size(Class<?> type) {
    if (type == long.class || type == double.class) {
      return 8;
    }
    return type == boolean.class ? 1 : 4;
  }
}
