package glasshouse.engine.script.library;

import static glasshouse.engine.command.CommandFlag.ALLOW_BUSY;
import static glasshouse.engine.command.CommandFlag.DENYOOM;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.STALE;
import static glasshouse.engine.command.CommandFlag.WRITE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Glob;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Help;
import glasshouse.engine.rdb.LibraryPayload;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import glasshouse.engine.script.ScriptFlags;
import glasshouse.engine.script.ScriptNode;
import glasshouse.engine.script.ScriptRun;
import glasshouse.engine.script.ScriptRuns;
import java.util.ArrayList;
import java.util.List;

/** FUNCTION and its subcommands. */
final class FunctionCommand {
  private final Libraries libraries;
  private final ScriptRuns runs;
  private final ScriptNode node;
  final CommandSpec spec;

  FunctionCommand(Libraries libraries, ScriptRuns runs, ScriptNode node) {
    this.libraries = libraries;
    this.runs = runs;
    this.node = node;
    this.spec =
        CommandSpec.of("function", -2)
            .since("7.0.0")
            .group("scripting")
            .complexity("Depends on subcommand.")
            .summary("What can be done with libraries of functions")
            .container(
                delete(), dump(), flush(), help(), kill(), list(), load(), restore(), stats());
  }

  private static CommandSpec part(String name, int arity, CommandFlag... flags) {
    return CommandSpec.of("function|" + name, arity).since("7.0.0").flags(NOSCRIPT).flags(flags);
  }

  private CommandSpec delete() {
    return part("delete", 3, WRITE)
        .complexity("O(1)")
        .summary("Remove a library with its functions")
        .grammar("library-name")
        .run(
            call -> {
              if (!libraries.delete(call.args().text(2))) {
                throw new ErrorReply("ERR Library not found");
              }
              call.dirty(1);
              call.reply().ok();
            });
  }

  private CommandSpec dump() {
    return part("dump", 2)
        .complexity("O(N) where N is the number of functions")
        .summary("All libraries as one string for RESTORE")
        .run(call -> call.reply().bulk(LibraryPayload.of(libraries.sources())));
  }

  private CommandSpec flush() {
    return part("flush", -2, WRITE)
        .complexity("O(N) where N is the number of functions")
        .summary("Remove all libraries")
        .grammar("[async(ASYNC|SYNC)]")
        .run(
            call -> {
              Args args = call.args();
              if (args.count() > 3) {
                throw Help.refusal(args);
              }
              if (args.count() == 3 && !args.is(2, "SYNC") && !args.is(2, "ASYNC")) {
                throw new ErrorReply("ERR FUNCTION FLUSH only supports SYNC|ASYNC option");
              }
              libraries.clear();
              call.dirty(1);
              call.reply().ok();
            });
  }

  private CommandSpec help() {
    return CommandSpec.of("function|help", 2)
        .flags(LOADING, STALE)
        .since("7.0.0")
        .complexity("O(1)")
        .summary("What FUNCTION can do")
        .run(call -> Help.reply(call, spec));
  }

  private CommandSpec kill() {
    return part("kill", 2, ALLOW_BUSY)
        .complexity("O(1)")
        .summary("End the function that runs, unless it has written")
        .run(call -> runs.kill(call, ScriptRun.Kind.FUNCTION));
  }

  private CommandSpec list() {
    return part("list", -2)
        .complexity("O(N) where N is the number of functions")
        .summary("The libraries and their functions")
        .grammar("[LIBRARYNAME=library-name-pattern] [WITHCODE]")
        .run(this::list);
  }

  private void list(Call call) {
    Args args = call.args();
    boolean code = false;
    String pattern = null;
    for (int i = 2; i < args.count(); i++) {
      if (!code && args.is(i, "WITHCODE")) {
        code = true;
      } else if (pattern == null && args.is(i, "LIBRARYNAME")) {
        if (i == args.count() - 1) {
          throw new ErrorReply("ERR library name argument was not given");
        }
        pattern = args.text(++i);
      } else {
        throw new ErrorReply("ERR Unknown argument " + Bytes.untilNul(args.text(i)));
      }
    }
    List<Library> shown = new ArrayList<>();
    for (Library library : libraries.all()) {
      if (pattern == null || Glob.matchesIgnoringCase(pattern, library.name())) {
        shown.add(library);
      }
    }
    call.reply().array(shown.size());
    for (Library library : shown) {
      show(call.reply(), library, code);
    }
  }

  private static void show(ReplyWriter reply, Library library, boolean code) {
    reply.map(code ? 4 : 3);
    reply.bulk("library_name");
    reply.bulk(library.name());
    reply.bulk("engine");
    reply.bulk("LUA");
    reply.bulk("functions");
    reply.array(library.functions().size());
    for (Library.Function function : library.functions().values()) {
      reply.map(3);
      reply.bulk("name");
      reply.bulk(function.name());
      reply.bulk("description");
      byte[] description = function.description();
      if (description == null) {
        reply.nil();
      } else {
        reply.bulk(description);
      }
      reply.bulk("flags");
      reply.set(function.flags().flags().size());
      for (ScriptFlags.Flag flag : function.flags().flags()) {
        reply.simple(flag.word);
      }
    }
    if (code) {
      reply.bulk("library_code");
      reply.bulk(library.source());
    }
  }

  private CommandSpec load() {
    return part("load", -3, WRITE, DENYOOM)
        .complexity("O(1) (considering compilation time is redundant)")
        .summary("Load a library")
        .grammar("[REPLACE] function-code")
        .run(
            call -> {
              Args args = call.args();
              for (int i = 2; i < args.count() - 1; i++) {
                if (!args.is(i, "REPLACE")) {
                  throw ErrorReply.ending("ERR Unknown option given: ", args.text(i));
                }
              }
              String name = libraries.load(args.bytes(args.count() - 1), args.count() > 3);
              call.dirty(1);
              call.reply().bulk(name);
            });
  }

  private CommandSpec restore() {
    return part("restore", -3, WRITE, DENYOOM)
        .complexity("O(N) where N is the number of functions on the payload")
        .summary("Load the libraries of a DUMP")
        .grammar("serialized-value [policy(FLUSH|APPEND|REPLACE)]")
        .run(this::restore);
  }

  private void restore(Call call) {
    Args args = call.args();
    if (args.count() > 4) {
      throw Help.refusal(args);
    }
    boolean flush = args.count() == 4 && args.is(3, "FLUSH");
    boolean replace = args.count() == 4 && args.is(3, "REPLACE");
    if (args.count() == 4 && !flush && !replace && !args.is(3, "APPEND")) {
      throw new ErrorReply(
          "ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.");
    }
    Libraries brought = read(args.bytes(2));
    if (flush) {
      libraries.adopt(brought);
    } else {
      libraries.join(brought, replace);
    }
    call.dirty(1);
    call.reply().ok();
  }

  private Libraries read(byte[] payload) {
    Libraries brought = libraries.fresh();
    try {
      LibraryPayload.read(payload, source -> brought.load(source, false));
    } catch (LibraryPayload.Damaged damaged) {
      brought.clear();
      throw new ErrorReply("ERR " + damaged.getMessage());
    } catch (ErrorReply refused) {
      brought.clear();
      throw refused;
    }
    return brought;
  }

  private CommandSpec stats() {
    return part("stats", 2, ALLOW_BUSY)
        .complexity("O(1)")
        .summary("The function that runs, and how many there are")
        .run(this::stats);
  }

  private void stats(Call call) {
    ScriptRun run = runs.running();
    if (run != null && run.kind() != ScriptRun.Kind.FUNCTION) {
      throw new ErrorReply(ScriptRuns.busy(run.kind()));
    }
    ReplyWriter reply = call.reply();
    reply.map(2);
    reply.bulk("running_script");
    if (run == null) {
      reply.nil();
    } else {
      reply.map(3);
      reply.bulk("name");
      reply.bulk(run.name());
      Args words = run.words();
      reply.bulk("command");
      reply.array(words.count());
      for (int i = 0; i < words.count(); i++) {
        reply.bulk(words.bytes(i));
      }
      reply.bulk("duration_ms");
      reply.integer(node.millis() - run.startedAt());
    }
    reply.bulk("engines");
    reply.map(1);
    reply.bulk("LUA");
    reply.map(2);
    reply.bulk("libraries_count");
    reply.integer(libraries.all().size());
    reply.bulk("functions_count");
    reply.integer(libraries.functionCount());
  }
}
