package glasshouse.engine.command.hash;

import static glasshouse.engine.command.CommandFlag.FAST;
import static glasshouse.engine.command.CommandFlag.READONLY;
import static glasshouse.engine.command.CommandFlag.SORT_FOR_SCRIPT;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.keyspace.HashValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ReplyWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands on hashes; here those that read fields. */
public final class HashFamily implements Family {
  @Override
  public List<CommandSpec> commands() {
    return List.of(
        SetCommands.HSET,
        SetCommands.HMSET,
        SetCommands.HSETNX,
        SetCommands.HDEL,
        HGET,
        HMGET,
        HGETALL,
        HKEYS,
        HVALS,
        HLEN,
        HEXISTS,
        HSTRLEN,
        CountCommands.HINCRBY,
        CountCommands.HINCRBYFLOAT,
        PickCommand.HRANDFIELD,
        ScanCommand.HSCAN);
  }

  static final CommandSpec HGET =
      CommandSpec.of("hget", 3)
          .flags(READONLY, FAST)
          .keys(1, 1, 1)
          .since("2.0.0")
          .group("hash")
          .complexity("O(1)")
          .summary("Read a field of a hash")
          .grammar("key field")
          .run(call -> reply(call, call.read(1, HashValue.class), 2));

  static final CommandSpec HMGET =
      CommandSpec.of("hmget", -3)
          .flags(READONLY, FAST)
          .keys(1, 1, 1)
          .since("2.0.0")
          .group("hash")
          .complexity("O(N) for N fields")
          .summary("Read several fields of a hash")
          .grammar("key field...")
          .run(HashFamily::getSeveral);

  private static void getSeveral(Call call) {
    HashValue hash = call.read(1, HashValue.class);
    int count = call.args().count();
    call.reply().array(count - 2L);
    for (int i = 2; i < count; i++) {
      reply(call, hash, i);
    }
  }

  private static void reply(Call call, @Nullable HashValue hash, int field) {
    if (hash != null && has(hash, call.args(), field)) {
      call.reply().bulk(hash.value(), hash.valueAt(), hash.valueLength());
    } else {
      call.reply().nil();
    }
  }

  static final CommandSpec HGETALL =
      all("hgetall").summary("Read all fields of a hash with their values").run(HashFamily::getAll);

  private static void getAll(Call call) {
    HashValue hash = call.read(1, HashValue.class);
    ReplyWriter reply = call.reply();
    reply.map(hash == null ? 0 : hash.size());
    if (hash != null) {
      hash.visit(
          (field, fieldAt, fieldLength, value, at, length) -> {
            reply.bulk(field, fieldAt, fieldLength);
            reply.bulk(value, at, length);
          });
    }
  }

  static final CommandSpec HKEYS =
      all("hkeys")
          .flags(SORT_FOR_SCRIPT)
          .summary("Read the names of all fields of a hash")
          .run(HashFamily::names);

  private static void names(Call call) {
    HashValue hash = call.read(1, HashValue.class);
    ReplyWriter reply = call.reply();
    reply.array(hash == null ? 0 : hash.size());
    if (hash != null) {
      hash.visit(
          (field, fieldAt, fieldLength, value, at, length) ->
              reply.bulk(field, fieldAt, fieldLength));
    }
  }

  static final CommandSpec HVALS =
      all("hvals")
          .flags(SORT_FOR_SCRIPT)
          .summary("Read the values of all fields of a hash")
          .run(HashFamily::values);

  private static void values(Call call) {
    HashValue hash = call.read(1, HashValue.class);
    ReplyWriter reply = call.reply();
    reply.array(hash == null ? 0 : hash.size());
    if (hash != null) {
      hash.visit((field, fieldAt, fieldLength, value, at, length) -> reply.bulk(value, at, length));
    }
  }

  private static CommandSpec all(String name) {
    return CommandSpec.of(name, 2)
        .flags(READONLY)
        .keys(1, 1, 1)
        .since("2.0.0")
        .group("hash")
        .complexity("O(N) for N fields")
        .grammar("key");
  }

  static final CommandSpec HLEN =
      CommandSpec.of("hlen", 2)
          .flags(READONLY, FAST)
          .keys(1, 1, 1)
          .since("2.0.0")
          .group("hash")
          .complexity("O(1)")
          .summary("Count the fields of a hash")
          .grammar("key")
          .run(HashFamily::size);

  private static void size(Call call) {
    HashValue hash = call.read(1, HashValue.class);
    call.reply().integer(hash == null ? 0 : hash.size());
  }

  static final CommandSpec HEXISTS =
      CommandSpec.of("hexists", 3)
          .flags(READONLY, FAST)
          .keys(1, 1, 1)
          .since("2.0.0")
          .group("hash")
          .complexity("O(1)")
          .summary("Tell whether a hash has a field")
          .grammar("key field")
          .run(HashFamily::exists);

  private static void exists(Call call) {
    HashValue hash = call.read(1, HashValue.class);
    call.reply().integer(hash != null && has(hash, call.args(), 2) ? 1 : 0);
  }

  static final CommandSpec HSTRLEN =
      CommandSpec.of("hstrlen", 3)
          .flags(READONLY, FAST)
          .keys(1, 1, 1)
          .since("3.2.0")
          .group("hash")
          .complexity("O(1)")
          .summary("Measure the value of a field in bytes")
          .grammar("key field")
          .run(HashFamily::length);

  private static void length(Call call) {
    HashValue hash = call.read(1, HashValue.class);
    call.reply().integer(hash != null && has(hash, call.args(), 2) ? hash.valueLength() : 0);
  }

  private static boolean has(HashValue hash, Args args, int field) {
    return hash.find(args.data(), args.offset(field), args.length(field));
  }
}
