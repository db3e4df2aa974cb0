package glasshouse.engine.rdb;

import glasshouse.engine.keyspace.StreamFields;
import glasshouse.engine.resp.Args;

/** Fields and values of an entry, in turn. */
public record SomeFields(Args args) implements StreamFields {
  /** Of an even number of words. */
  public SomeFields(byte[]... words) {
    this(Args.of(words));
  }

  @Override
  public int count() {
    return args.count() / 2;
  }

  @Override
  public byte[] data() {
    return args.data();
  }

  @Override
  public int offset(int i) {
    return args.offset(i);
  }

  @Override
  public int length(int i) {
    return args.length(i);
  }
}
