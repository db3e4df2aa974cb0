package glasshouse.engine.rdb;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.keyspace.ListValue;
import glasshouse.engine.keyspace.SetValue;
import glasshouse.engine.keyspace.SortedSetValue;
import glasshouse.engine.keyspace.StreamConsumer;
import glasshouse.engine.keyspace.StreamGroup;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.keyspace.StringValue;
import glasshouse.engine.keyspace.Value;
import glasshouse.engine.keyspace.ValueRules;
import java.util.ArrayList;
import java.util.List;

/** Small values of every type of RDB files, of old and of new releases: type byte and content. */
public final class Forms {
  private static final int FILE_VERSION = 11;

  private final List<byte[]> all = new ArrayList<>();

  private Forms() {}

  /** Values of all types that are no module's, each in one or several forms. */
  public static List<byte[]> all() {
    Forms forms = new Forms();
    for (int version : new int[] {8, 9, 10}) {
      for (ValueRules rules : new ValueRules[] {new ValueRules(1), large()}) {
        forms.written(rules, version);
      }
    }
    forms.all.addAll(OldForms.values());
    forms.listNodes();
    forms.setListpack();
    forms.streamOf72();
    return forms.all;
  }

  /** Those of them that RESTORE of 7.0 knows. */
  public static List<byte[]> restorable() {
    return all().stream().filter(form -> form[0] <= RdbType.STREAM_LISTPACKS_2).toList();
  }

  /** The value as RESTORE takes it. */
  public static byte[] payload(byte[] form) {
    return DumpPayload.sealed(new ByteBuilder(form.length + 10).put(form));
  }

  /** Version and checksum made right again, after damage to the value before them. */
  public static void seal(byte[] payload) {
    int end = payload.length - DumpPayload.FOOTER;
    byte[] sealed = payload(java.util.Arrays.copyOf(payload, end));
    System.arraycopy(sealed, end, payload, end, DumpPayload.FOOTER);
  }

  /** A file of these values, some of which expire, and a library of functions. */
  public static byte[] file(List<byte[]> forms) {
    ByteBuilder out = new ByteBuilder(4000);
    out.latin("REDIS00" + FILE_VERSION).put(RdbType.AUX);
    string("redis-ver", out);
    string("7.2.0", out);
    out.put(RdbType.FUNCTION_2);
    string("#!lua name=lib\nredis.register_function('f', function() return 1 end)", out);
    out.put(RdbType.SELECT_DB).put(3).put(RdbType.RESIZE_DB).put(forms.size()).put(2);
    for (int i = 0; i < forms.size(); i++) {
      if (i % 3 == 0) {
        out.put(RdbType.EXPIRE_MS);
        ValueWriter.little(1L << 42, 8, out);
      } else if (i % 5 == 0) {
        out.put(RdbType.IDLE).put(i);
      } else if (i % 7 == 0) {
        out.put(RdbType.FREQ).put(i);
      }
      byte[] form = forms.get(i);
      out.put(form[0]);
      string("key" + i, out);
      out.put(form, 1, form.length - 1);
    }
    out.put(RdbType.EOF).put(new byte[8]);
    byte[] file = out.toByteArray();
    sealFile(file);
    return file;
  }

  /** The checksum of a file made right again, after damage before it. */
  public static void sealFile(byte[] file) {
    int end = file.length - 8;
    ByteBuilder crc = new ByteBuilder(8);
    ValueWriter.little(Crc64.update(0, file, 0, end), 8, crc);
    System.arraycopy(crc.array(), 0, file, end, 8);
  }

  /** Rules under which nothing is small. */
  private static ValueRules large() {
    ValueRules rules = new ValueRules(1);
    rules.hashMaxEntries = 0;
    rules.setMaxIntset = 0;
    rules.sortedSetMaxEntries = 0;
    rules.streamNodeEntries = 3;
    return rules;
  }

  private void written(ValueRules rules, int version) {
    RdbFormat format = new RdbFormat(version, version != 9, true);
    for (Value value : values(rules)) {
      ValueWriter writer = new ValueWriter(format);
      ByteBuilder out = new ByteBuilder(64);
      out.put(writer.type(value));
      writer.content(value, out);
      all.add(out.toByteArray());
    }
  }

  private static List<Value> values(ValueRules rules) {
    ListValue list = new ListValue();
    SetValue set = new SetValue(rules);
    SetValue numbers = new SetValue(rules);
    HashValue hash = new HashValue(rules);
    SortedSetValue scored = new SortedSetValue(rules);
    for (int i = 0; i < 9; i++) {
      byte[] word = Bytes.of(i % 3 == 0 ? "" + i * i * i * 1000 : "element " + "x".repeat(i * 4));
      list.pushTail(word);
      set.add(word);
      numbers.add(Bytes.of("" + (i * 7L << i * 3)));
      hash.put(Bytes.of("field" + i), word);
      scored.put(word, i % 2 == 0 ? i : -1.5 / i);
    }
    scored.put(Bytes.of("most"), Double.POSITIVE_INFINITY);
    return List.of(
        new StringValue(100),
        new StringValue(-100_000_000),
        StringValue.of(Bytes.of("a text"), 0, 6),
        new StringValue(Bytes.of("again and again ".repeat(20))),
        list,
        set,
        numbers,
        hash,
        scored,
        stream(rules));
  }

  private static StreamValue stream(ValueRules rules) {
    StreamValue stream = new StreamValue(rules);
    for (int i = 1; i <= 7; i++) {
      byte[] field = Bytes.of(i == 3 ? "other" : "field");
      stream.append(new StreamId(i, i), new SomeFields(field, Bytes.of("" + i * 1000)));
    }
    stream.remove(new StreamId(2, 2));
    stream.maxDeletedId(new StreamId(2, 2));
    stream.findFirst();
    StreamGroup group = new StreamGroup(Bytes.of("g"), new StreamId(4, 4), 3);
    StreamConsumer consumer = group.addConsumer(Bytes.of("c"), 24301);
    group.addConsumer(Bytes.of("idle"), 1);
    group.deliver(new StreamId(3, 3), consumer, 77, 2);
    group.deliver(new StreamId(4, 4), consumer, 78, 1);
    stream.addGroup(group);
    stream.addGroup(new StreamGroup(Bytes.of("h"), StreamId.MIN, StreamGroup.UNKNOWN));
    return stream;
  }

  /** Nodes that are one plain element, beside packed ones. */
  private void listNodes() {
    ByteBuilder out = new ByteBuilder(64).put(RdbType.LIST_QUICKLIST_2).put(3);
    out.put(RdbType.NODE_PLAIN);
    string("plain", out);
    out.put(RdbType.NODE_PACKED);
    packed(out, "a", "12", "-4000", "words ".repeat(12));
    out.put(RdbType.NODE_PLAIN);
    string("another", out);
    all.add(out.toByteArray());
  }

  private void setListpack() {
    ByteBuilder out = new ByteBuilder(64).put(RdbType.SET_LISTPACK);
    packed(out, "a", "12", "-4000", "70000", "9223372036854775807");
    all.add(out.toByteArray());
  }

  /** As 7.0 writes it, with the times of the last activity of both consumers put in. */
  private void streamOf72() {
    ValueWriter writer = new ValueWriter(RdbFormat.REDIS_7);
    ByteBuilder out = new ByteBuilder(64);
    writer.content(stream(new ValueRules(1)), out);
    String text = out.toString();
    int first = text.indexOf("\u00ed^\0\0\0\0\0\0") + 8;
    int second = text.indexOf("\u0004idle\u0001\0\0\0\0\0\0\0") + 13;
    int earlier = Math.min(first, second);
    int later = Math.max(first, second);
    byte[] seen = new byte[8];
    byte[] old = out.toByteArray();
    ByteBuilder form = new ByteBuilder(64).put(RdbType.STREAM_LISTPACKS_3);
    form.put(old, 0, earlier).put(seen).put(old, earlier, later - earlier).put(seen);
    all.add(form.put(old, later, old.length - later).toByteArray());
  }

  private static void packed(ByteBuilder out, String... elements) {
    ListpackBuilder pack = new ListpackBuilder();
    for (String element : elements) {
      pack.add(Bytes.of(element), 0, element.length());
    }
    string(pack.end().toString(), out);
  }

  private static void string(String text, ByteBuilder out) {
    ValueWriter.length(text.length(), out);
    out.latin(text);
  }
}
