package glasshouse.engine.command.key;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.PartialSort;
import glasshouse.engine.base.Reals;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * SORT and SORT_RO. Elements of a list, set or sorted set are ordered by number or by bytes, of
 * themselves or of what another key holds for them; then a part is cut out, and for each element
 * left the wanted values are fetched.
 */
final class SortCommand {
  /** An element with what it is ordered by: a number, or bytes (null for an absent value). */
  private record Item(byte[] element, double score, byte @Nullable [] text) {}

  private static final Comparator<Item> BY_SCORE =
      (a, b) -> {
        int order = a.score < b.score ? -1 : a.score > b.score ? 1 : 0;
        return order != 0 ? order : Bytes.compare(a.element, b.element);
      };

  private static final Comparator<Item> BY_TEXT =
      (a, b) -> {
        byte[] one = a.text;
        byte[] other = b.text;
        if (one == null || other == null) {
          return Boolean.compare(one != null, other != null);
        }
        return Bytes.compare(one, other);
      };

  private SortCommand() {}

  static final CommandSpec SORT =
      CommandSpec.of("sort", -2)
          .flags(WRITE, DENYOOM)
          .keys(1, 1, 1)
          .keysBy(SortCommand::keys)
          .since("1.0.0")
          .group("generic")
          .categories("set", "sortedset", "list", "dangerous")
          .complexity("O(n+m*log(m)), n being the number of elements, m of those answered")
          .summary("Sort the elements of a list, set or sorted set; answer or store them")
          .grammar(
              "key [BY=pattern#1] [LIMIT=(offset count)] [GET=pattern#1...+] [order(ASC|DESC)]"
                  + " [ALPHA=sorting:token] [STORE=destination#2]")
          .run(call -> sort(call, true));

  static final CommandSpec SORT_RO =
      CommandSpec.of("sort_ro", -2)
          .flags(READONLY)
          .keys(1, 1, 1)
          .keysBy(args -> new int[] {1})
          .since("7.0.0")
          .group("generic")
          .categories("set", "sortedset", "list", "dangerous")
          .complexity("O(n+m*log(m)), n being the number of elements, m of those answered")
          .summary("Sort the elements of a list, set or sorted set")
          .grammar(
              "key [BY=pattern#1] [LIMIT=(offset count)] [GET=pattern#1...+] [order(ASC|DESC)]"
                  + " [ALPHA=sorting:token]")
          .run(call -> sort(call, false));

  /** The key, and behind it the last one that STORE names. */
  private static int[] keys(Args args) {
    int store = 0;
    for (int i = 2; i < args.count() - 1; i++) {
      if (args.is(i, "STORE")) {
        store = ++i;
      } else if (args.is(i, "LIMIT")) {
        i += 2;
      } else if (args.is(i, "GET") || args.is(i, "BY")) {
        i++;
      }
    }
    return store == 0 ? new int[] {1} : new int[] {1, store};
  }

  private static void sort(Call call, boolean mayStore) {
    CommandSpec spec = mayStore ? SORT : SORT_RO;
    boolean readsAll = call.host().readsAllKeys(call.client(), spec, call.args());
    SortOptions options = SortOptions.read(call.args(), mayStore, readsAll);
    KeyEntry entry = call.lookup(1);
    Value value = entry == null ? null : entry.value();
    boolean sorts = !options.keepsOrder();
    boolean backwards = !sorts && options.descending;
    boolean repeatable = options.storeArgument > 0 || call.host().inScript(call.client());
    if (value instanceof SetValue && !sorts && repeatable) {
      sorts = true;
      options.alpha = true;
      options.by = null;
    }
    if (entry != null && value instanceof SortedSetValue set) {
      call.db().beforeChange(entry);
      set.enlarge();
    }
    List<byte[]> elements = elements(value, backwards);
    int start = (int) Math.min(Math.max(options.start, 0), elements.size());
    int count = (int) Math.min(Math.max(options.count, -1), elements.size());
    int end = count < 0 ? elements.size() : Math.min(elements.size(), start + count);
    List<byte[]> sorted = sorts ? sorted(call, elements, options, start, end) : elements;
    reply(call, sorted.subList(start, end), options);
  }

  /** All elements in the order they are kept in, or against it. */
  private static List<byte[]> elements(@Nullable Value value, boolean backwards) {
    List<byte[]> elements = new ArrayList<>();
    switch (value) {
      case null -> {}
      case ListValue list ->
          list.range(
              0,
              list.size(),
              (bytes, at, length) -> elements.add(Arrays.copyOfRange(bytes, at, at + length)));
      case SetValue set -> set.forEach(elements::add);
      case SortedSetValue set -> set.forEach(member -> elements.add(member.key()));
      default -> throw ErrorReply.wrongType();
    }
    if (backwards) {
      Collections.reverse(elements);
    }
    return elements;
  }

  /** What stands from {@code start} to before {@code end} is in order; the rest may not be. */
  private static List<byte[]> sorted(
      Call call, List<byte[]> elements, SortOptions options, int start, int end) {
    byte[] by = options.by;
    SortPattern pattern = by == null ? null : new SortPattern(by);
    Item[] items = new Item[elements.size()];
    for (int i = 0; i < items.length; i++) {
      byte[] element = elements.get(i);
      byte[] key = pattern == null ? element : pattern.value(call, element);
      double score = options.alpha || key == null ? 0 : score(key);
      items[i] = new Item(element, score, key);
    }
    Comparator<Item> alone = options.alpha ? BY_TEXT : BY_SCORE;
    Comparator<Item> order = options.descending ? alone.reversed() : alone;
    // Which of the two is seen where several have equal weights.
    if (pattern != null && end - start < items.length) {
      PartialSort.sort(items, order, start, end - 1);
    } else {
      Arrays.sort(items, order);
    }
    return Stream.of(items).map(Item::element).toList();
  }

  private static double score(byte[] text) {
    int from = 0;
    int end = Bytes.untilNul(text, 0, text.length);
    while (from < end && (text[from] == ' ' || (text[from] >= 9 && text[from] <= 13))) {
      from++;
    }
    double score = end == 0 ? 0 : Reals.parse(text, from, end - from);
    if (Double.isNaN(score)) {
      throw new ErrorReply("ERR One or more scores can't be converted into double");
    }
    return score;
  }

  private static void reply(Call call, List<byte[]> elements, SortOptions options) {
    List<SortPattern> gets = options.gets.stream().map(SortPattern::new).toList();
    List<byte @Nullable []> values = new ArrayList<>();
    for (byte[] element : elements) {
      if (gets.isEmpty()) {
        values.add(element);
      }
      for (SortPattern get : gets) {
        values.add(get.value(call, element));
      }
    }
    if (options.storeArgument > 0) {
      store(call, options.storeArgument, values);
      return;
    }
    call.reply().array(values.size());
    for (byte[] value : values) {
      if (value == null) {
        call.reply().nil();
      } else {
        call.reply().bulk(value);
      }
    }
  }

  private static void store(Call call, int i, List<byte @Nullable []> values) {
    if (values.isEmpty()) {
      KeyEntry old = call.peek(i);
      if (old != null) {
        call.db().delete(old.key());
        call.changed(i, NotifyClass.GENERIC, "del");
      }
    } else {
      ListValue list = new ListValue();
      for (byte[] value : values) {
        list.pushTail(value == null ? Bytes.EMPTY : value);
      }
      call.set(i, list);
      call.changed(i, NotifyClass.LIST, "sortstore");
      call.dirty(values.size() - 1L);
    }
    call.reply().integer(values.size());
  }
}
