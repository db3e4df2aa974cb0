package glasshouse.engine.command.key;

import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.command.KeyPositions;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MIGRATE, which needs a connection to another server (cluster.c, migrateCommand).
 *
 * <p>Order of checks: options, the timeout, the database, whether one of the keys exists.
 */
public final class MigrateFamily implements Family {
  private static final int OPTIONS = 6;
  private static final long DEFAULT_TIMEOUT = 1000;

  private final Migrator migrator;

  /** The family of a node that hands keys over by {@code migrator}. */
  public MigrateFamily(Migrator migrator) {
    this.migrator = migrator;
  }

  @Override
  public List<CommandSpec> commands() {
    return List.of(migrate);
  }

  private final CommandSpec migrate =
      CommandSpec.of("migrate", -6)
          .flags(WRITE)
          .keys(3, 3, 1)
          .keysBy(MigrateFamily::keys)
          .since("2.6.0")
          .group("generic")
          .categories("dangerous")
          .complexity("O(N) with N bytes of the values")
          .summary("Hand keys over to another server")
          .grammar(
              "host port key_or_empty_string(key|=empty_string:token) destination-db "
                  + "timeout:integer [COPY@3.0.0] [REPLACE@3.0.0] "
                  + "[authentication([AUTH=password@4.0.7]|[AUTH2=(username password)@6.0.0])] "
                  + "[KEYS=key#1@3.0.6...]")
          .run(this::migrate);

  /** The words of one call. */
  private static final class Words {
    boolean copy;
    boolean replace;
    byte @Nullable [] user;
    byte @Nullable [] password;
    int firstKey = 3;
    int endKey = 4;

    Words(Args args) {
      for (int i = OPTIONS; i < args.count(); i++) {
        int more = args.count() - 1 - i;
        if (args.is(i, "COPY")) {
          copy = true;
        } else if (args.is(i, "REPLACE")) {
          replace = true;
        } else if (args.is(i, "AUTH") && more >= 1) {
          password = args.bytes(++i);
        } else if (args.is(i, "AUTH2") && more >= 2) {
          user = args.bytes(++i);
          password = args.bytes(++i);
        } else if (args.is(i, "KEYS")) {
          if (args.length(3) != 0) {
            throw new ErrorReply(
                "ERR When using MIGRATE KEYS option, the key argument must be set to the empty"
                    + " string");
          }
          firstKey = i + 1;
          endKey = args.count();
          return;
        } else {
          throw ErrorReply.syntax();
        }
      }
    }
  }

  private static int[] keys(Args args) {
    for (int i = OPTIONS; i < args.count(); i++) {
      if (args.is(i, "KEYS")) {
        return args.length(3) > 0 ? new int[0] : KeyPositions.fixed(args, i + 1, -1, 1);
      }
      i += args.is(i, "AUTH") ? 1 : args.is(i, "AUTH2") ? 2 : 0;
    }
    return new int[] {3};
  }

  private void migrate(Call call) {
    Migrator.Outcome outcome = migrator.outcome();
    if (outcome != null) {
      finish(call, outcome);
      return;
    }
    Args args = call.args();
    Words words = new Words(args);
    long timeout = args.longAt(5);
    long database = args.longAt(4);
    List<byte[]> keys = new ArrayList<>();
    for (int i = words.firstKey; i < words.endKey; i++) {
      if (call.lookup(i) != null) {
        keys.add(args.bytes(i));
      }
    }
    if (keys.isEmpty()) {
      call.reply().simple("NOKEY");
      return;
    }
    if (!call.mayBlock()) {
      throw new ErrorReply("ERR MIGRATE is not allowed in transactions and scripts of this node");
    }
    migrator.begin(
        call,
        new Migrator.Request(
            args.text(1),
            port(args),
            database,
            timeout <= 0 ? DEFAULT_TIMEOUT : timeout,
            words.copy,
            words.replace,
            words.user,
            words.password,
            keys));
  }

  /** As atoi(3) would read it: nothing that is no port connects. */
  private static int port(Args args) {
    int port = Numbers.leading(args.data(), args.offset(2), args.length(2));
    return port > 0 && port < 1 << 16 ? port : 0;
  }

  /** Removes what the target has taken, which goes to replicas as DEL, and answers. */
  private static void finish(Call call, Migrator.Outcome outcome) {
    List<byte[]> del = new ArrayList<>();
    del.add(Bytes.of("DEL"));
    for (byte[] key : outcome.taken()) {
      if (call.db().delete(key)) {
        call.changed(key, NotifyClass.GENERIC, "del");
        del.add(key);
      }
    }
    if (del.size() > 1) {
      call.replicateAs(del.toArray(new byte[0][]));
    }
    String error = outcome.error();
    if (error != null) {
      // not thrown: what was taken stays removed
      call.reply().error(error);
    } else {
      call.reply().ok();
    }
  }
}
