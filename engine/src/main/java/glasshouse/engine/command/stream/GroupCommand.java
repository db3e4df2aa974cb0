package glasshouse.engine.command.stream;

import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.STALE;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Help;
import glasshouse.engine.command.NotifyClass;
import glasshouse.engine.keyspace.StreamConsumer;
import glasshouse.engine.keyspace.StreamGroup;
import glasshouse.engine.keyspace.StreamId;
import glasshouse.engine.keyspace.StreamValue;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import org.jspecify.annotations.Nullable;

/**
 * XGROUP: groups come, go and are moved. Wrong options win over a missing key, that over a missing
 * group, that over a wrong id.
 */
final class GroupCommand {
  private static final int KEY = 2;
  private static final int GROUP = 3;
  private static final int ID = 4;
  private static final int OPTIONS = 5;

  private GroupCommand() {}

  private static CommandSpec row(String part, int arity, String since, CommandFlag... flags) {
    return CommandSpec.of("xgroup|" + part, arity).flags(flags).keys(KEY, KEY, 1).since(since);
  }

  private static final CommandSpec CREATE =
      row("create", -5, "5.0.0", WRITE, DENYOOM)
          .complexity("O(1)")
          .summary("Make a group of consumers")
          .grammar("key groupname id(id|$=new_id:token) [MKSTREAM] [ENTRIESREAD=entries_read]")
          .run(GroupCommand::create);

  private static void create(Call call) {
    Options options = Options.parse(call.args(), true);
    StreamValue stream = call.write(KEY, StreamValue.class);
    if (stream == null && !options.makeStream) {
      throw noKey();
    }
    StreamId id = id(call.args(), stream);
    if (stream == null) {
      stream = new StreamValue(call.db().rules());
      call.set(KEY, stream);
      call.host().keyModified(call.db(), call.args().bytes(KEY));
    }
    StreamGroup group = new StreamGroup(call.args().bytes(GROUP), id, options.entriesRead);
    if (!stream.addGroup(group)) {
      throw new ErrorReply("BUSYGROUP Consumer Group name already exists");
    }
    changed(call, "xgroup-create");
    call.reply().ok();
  }

  private static final CommandSpec SETID =
      row("setid", -5, "5.0.0", WRITE)
          .complexity("O(1)")
          .summary("Set what a group was given last")
          .grammar("key groupname id(id|$=new_id:token) [ENTRIESREAD=entries_read]")
          .run(GroupCommand::setId);

  private static void setId(Call call) {
    Options options = Options.parse(call.args(), false);
    StreamValue stream = stream(call);
    StreamGroup group = group(call, stream);
    // Unlike CREATE, SETID takes the signs of a range as well.
    group.lastId(call.args().is(ID, "$") ? stream.lastId() : StreamIds.signed(call.args(), ID));
    group.entriesRead(options.entriesRead);
    changed(call, "xgroup-setid");
    call.reply().ok();
  }

  private static final CommandSpec DESTROY =
      row("destroy", 4, "5.0.0", WRITE)
          .complexity("O(N) for N pending entries")
          .summary("Remove a group")
          .grammar("key groupname")
          .run(GroupCommand::destroy);

  private static void destroy(Call call) {
    boolean gone = stream(call).removeGroup(call.args().bytes(GROUP));
    if (gone) {
      changed(call, "xgroup-destroy");
      call.host().keyReady(call.db(), call.args().bytes(KEY));
    }
    call.reply().integer(gone ? 1 : 0);
  }

  private static final CommandSpec CREATECONSUMER =
      row("createconsumer", 5, "6.2.0", WRITE, DENYOOM)
          .complexity("O(1)")
          .summary("Make a consumer in a group")
          .grammar("key groupname consumername")
          .run(GroupCommand::createConsumer);

  private static void createConsumer(Call call) {
    StreamGroup group = group(call, stream(call));
    byte[] name = call.args().bytes(ID);
    boolean fresh = group.consumer(name) == null;
    if (fresh) {
      new GroupEffects(call, call.args().bytes(KEY), group).newConsumer(name);
    }
    call.reply().integer(fresh ? 1 : 0);
  }

  private static final CommandSpec DELCONSUMER =
      row("delconsumer", 5, "5.0.0", WRITE)
          .complexity("O(1)")
          .summary("Remove a consumer and forget what it has not acknowledged")
          .grammar("key groupname consumername")
          .run(GroupCommand::deleteConsumer);

  private static void deleteConsumer(Call call) {
    StreamGroup group = group(call, stream(call));
    StreamConsumer consumer = group.consumer(call.args().bytes(ID));
    int pending = 0;
    if (consumer != null) {
      pending = consumer.pending().size();
      group.removeConsumer(consumer);
      changed(call, "xgroup-delconsumer");
    }
    call.reply().integer(pending);
  }

  private static final CommandSpec HELP =
      CommandSpec.of("xgroup|help", 2)
          .flags(LOADING, STALE)
          .since("5.0.0")
          .complexity("O(1)")
          .summary("What XGROUP can do")
          .run(GroupCommand::help);

  private static void help(Call call) {
    Help.reply(call, GroupCommand.XGROUP);
  }

  static final CommandSpec XGROUP =
      CommandSpec.of("xgroup", -2)
          .since("5.0.0")
          .group("stream")
          .complexity("Depends on subcommand")
          .summary("Groups of consumers of a stream")
          .container(CREATE, SETID, DESTROY, CREATECONSUMER, DELCONSUMER, HELP);

  /** What may follow the id. */
  private record Options(boolean makeStream, long entriesRead) {
    static Options parse(Args args, boolean create) {
      boolean makeStream = false;
      long entriesRead = StreamGroup.UNKNOWN;
      for (int i = OPTIONS; i < args.count(); i++) {
        if (create && args.is(i, "MKSTREAM")) {
          makeStream = true;
        } else if (i + 1 < args.count() && args.is(i, "ENTRIESREAD")) {
          entriesRead = args.longAt(++i);
          if (entriesRead < StreamGroup.UNKNOWN) {
            throw new ErrorReply("ERR value for ENTRIESREAD must be positive or -1");
          }
        } else {
          throw Help.refusal(args);
        }
      }
      return new Options(makeStream, entriesRead);
    }
  }

  /** The events of groups count as changes, but nobody who watches the key is told. */
  private static void changed(Call call, String event) {
    call.dirty(1);
    call.notify(KEY, NotifyClass.STREAM, event);
  }

  private static StreamId id(Args args, @Nullable StreamValue stream) {
    if (args.is(ID, "$")) {
      return stream == null ? StreamId.MIN : stream.lastId();
    }
    return StreamIds.strict(args, ID);
  }

  private static StreamValue stream(Call call) {
    StreamValue stream = call.write(KEY, StreamValue.class);
    if (stream == null) {
      throw noKey();
    }
    return stream;
  }

  private static StreamGroup group(Call call, StreamValue stream) {
    StreamGroup group = stream.group(call.args().bytes(GROUP));
    if (group == null) {
      throw Words.noGroupIn(call.args(), KEY, GROUP);
    }
    return group;
  }

  private static ErrorReply noKey() {
    return new ErrorReply(
        "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to"
            + " use the MKSTREAM option to create an empty stream automatically.");
  }
}
