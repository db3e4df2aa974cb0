package glasshouse.engine.rdb;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import java.util.ArrayList;
import java.util.List;

/** A file in forms that 7.0 reads but no longer writes, put together byte by byte. */
final class OldForms {
  private static final String LONG = "long ".repeat(100);

  private final ByteBuilder out = new ByteBuilder(1000);

  /** Of each value the offset of its type and that of its content. */
  private final List<int[]> marks = new ArrayList<>();

  private OldForms() {}

  /** Version 9, with every old form of every type; no checksum. */
  static byte[] file() {
    return made().out.toByteArray();
  }

  /** The values of the file, each as its type and its content, with some more bytes behind. */
  static List<byte[]> values() {
    OldForms forms = made();
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < forms.marks.size(); i++) {
      int[] mark = forms.marks.get(i);
      int end = i + 1 < forms.marks.size() ? forms.marks.get(i + 1)[0] : forms.out.length();
      byte[] all = forms.out.array();
      ByteBuilder value = new ByteBuilder(64).put(all[mark[0]]);
      values.add(value.put(all, mark[1], end - mark[1]).toByteArray());
    }
    return values;
  }

  private static OldForms made() {
    OldForms forms = new OldForms();
    forms.out.latin("REDIS0009");
    forms.opcodes();
    forms
        .key(RdbType.LIST_ZIPLIST, "ziplist")
        .string(ziplist("a", "12", "-1", "300", LONG, "70000"));
    forms.key(RdbType.LIST_QUICKLIST, "quicklist").put(2);
    forms.string(ziplist("1", "2", "16777215", "-8388608"));
    forms.string(
        ziplist("9223372036854775807", "-9223372036854775808", "13", "0", "x".repeat(20_000)));
    forms.key(RdbType.LIST, "list").put(2).string("one").string("two");
    forms.key(RdbType.HASH_ZIPLIST, "hash").string(ziplist("f", "v", "g", "5"));
    forms.key(RdbType.ZSET_ZIPLIST, "zset").string(ziplist("m", "-1.5", "n", "1", "o", "1e+100"));
    forms.key(RdbType.HASH_ZIPMAP, "zipmap").string(zipmap());
    forms.key(RdbType.SET, "set").put(2).string("1").string("member");
    forms.key(RdbType.ZSET, "scored").put(4);
    forms.string("a").put(254).string("b").put(255).string("c").string("3.25");
    forms.string("d").string("1e-10");
    forms
        .key(RdbType.SET_INTSET, "wide")
        .string("\u0004\0\0\0\u0002\0\0\0\u0001\0\0\0\u00ff\u00ff\u00ff\u007f");
    forms.out.put(RdbType.EOF).put(new byte[8]);
    return forms;
  }

  private void opcodes() {
    out.put(RdbType.AUX);
    string("redis-bits").put(RdbType.INT_8).put(64);
    out.put(RdbType.SELECT_DB).put(2).put(RdbType.RESIZE_DB).put(13).put(3);
    out.put(RdbType.EXPIRE_SECONDS).put(0xff).put(0xff).put(0xff).put(0x7f);
    out.put(RdbType.IDLE).put(RdbType.LEN_14).put(100);
    key(RdbType.STRING, "seconds").string("in 2038");
    out.put(RdbType.EXPIRE_MS).put(new byte[] {0, 0, 0, 0, 0, 2, 0, 0});
    out.put(RdbType.FREQ).put(200);
    key(RdbType.STRING, "milliseconds").put(RdbType.LEN_32).put(0).put(0).put(0).put(2);
    out.latin("ab");
    key(RdbType.STRING, "sixty-four").put(RdbType.LEN_64).put(new byte[] {0, 0, 0, 0, 0, 0, 0, 1});
    out.latin("c");
    key(RdbType.STRING, "packed").put(RdbType.LZF).put(5).put(RdbType.LEN_14).put(101);
    out.put(0).latin("z");
    out.put(0xE0).put(91).put(0);
  }

  private OldForms key(int type, String name) {
    int from = out.length();
    out.put(type);
    string(name);
    marks.add(new int[] {from, out.length()});
    return this;
  }

  private OldForms put(int b) {
    out.put(b);
    return this;
  }

  private OldForms put(byte[] bytes) {
    out.put(bytes);
    return this;
  }

  private OldForms string(String text) {
    return string(Bytes.of(text));
  }

  private OldForms string(byte[] bytes) {
    ValueWriter.length(bytes.length, out);
    out.put(bytes);
    return this;
  }

  private static byte[] zipmap() {
    return new ByteBuilder(64)
        .put(2)
        .put(1)
        .latin("f")
        .put(2)
        .put(3)
        .latin("vv___")
        .put(2)
        .latin("gg")
        .put(0)
        .put(0)
        .put(0xFF)
        .toByteArray();
  }

  /** Elements that spell numbers become numbers, in the fewest bytes. */
  private static byte[] ziplist(String... elements) {
    ByteBuilder list = new ByteBuilder(64).put(new byte[10]);
    int before = 0;
    int start = 10;
    for (String element : elements) {
      start = list.length();
      if (before < 254) {
        list.put(before);
      } else {
        list.put(254);
        ValueWriter.little(before, 4, list);
      }
      entry(element, list);
      before = list.length() - start;
    }
    list.put(0xFF);
    ByteBuilder head = new ByteBuilder(16);
    ValueWriter.little(list.length(), 4, head);
    ValueWriter.little(start, 4, head);
    ValueWriter.little(elements.length, 2, head);
    System.arraycopy(head.array(), 0, list.array(), 0, 10);
    return list.toByteArray();
  }

  private static void entry(String element, ByteBuilder list) {
    if (!element.matches("-?[0-9]{1,19}")) {
      int length = element.length();
      if (length < 64) {
        list.put(length);
      } else if (length < 1 << 14) {
        list.put(0x40 | length >> 8).put(length);
      } else {
        list.put(0x80).put(length >> 24).put(length >> 16).put(length >> 8).put(length);
      }
      list.latin(element);
      return;
    }
    long value = Long.parseLong(element);
    if (value >= 0 && value <= 12) {
      list.put(0xF1 + (int) value);
      return;
    }
    int[] sizes = {1, 2, 3, 4, 8};
    int[] marks = {0xFE, 0xC0, 0xF0, 0xD0, 0xE0};
    for (int i = 0; i < sizes.length; i++) {
      int unused = 64 - 8 * sizes[i];
      if (value << unused >> unused == value) {
        ValueWriter.little(value, sizes[i], list.put(marks[i]));
        return;
      }
    }
  }
}
