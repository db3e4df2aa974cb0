package glasshouse.engine.command.acl;

import static glasshouse.engine.command.CommandFlag.ADMIN;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Reals;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Family;
import glasshouse.engine.command.Help;
import glasshouse.engine.command.server.Categories;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** ACL: what concerns no single user is here, the rest in {@link UserCommands}. */
public final class AclCommand implements Family {
  private static final int MOST_BITS = 4096;
  private static final int LOG_SHOWN = 10;

  private final Accounts accounts;

  /** The command on these accounts. */
  public AclCommand(Accounts accounts) {
    this.accounts = accounts;
    UserCommands users = new UserCommands(accounts);
    spec =
        CommandSpec.of("acl", -2)
            .since("6.0.0")
            .group("server")
            .complexity("Depends on subcommand.")
            .summary("Users and what they may")
            .container(
                cat,
                users.delUser,
                users.dryRun,
                genPass,
                users.getUser,
                help,
                users.list,
                load,
                log,
                save,
                users.setUser,
                users.users,
                users.whoAmI);
  }

  @Override
  public List<CommandSpec> commands() {
    return List.of(spec);
  }

  static CommandSpec row(String name, int arity, String summary) {
    return CommandSpec.of("acl|" + name, arity)
        .flags(NOSCRIPT, LOADING, STALE)
        .since("6.0.0")
        .complexity("O(N). Where N is the number of configured users.")
        .summary(summary);
  }

  private final CommandSpec cat =
      row("cat", -2, "Which categories there are, or which commands one of them holds")
          .complexity("O(1) since the categories and commands are a fixed set.")
          .grammar("[categoryname]")
          .run(this::cat);

  private void cat(Call call) {
    Args args = call.args();
    if (args.count() > 3) {
      throw Help.refusal(args);
    }
    if (args.count() == 2) {
      call.reply().array(Categories.all().size());
      Categories.all().forEach(call.reply()::bulk);
      return;
    }
    String category = args.text(2);
    if (!Catalogue.isCategory(category)) {
      throw new ErrorReply("ERR Unknown category '" + Bytes.untilNul(category) + "'");
    }
    int open = call.reply().open();
    int size = 0;
    for (Catalogue.Row row : accounts.users().catalogue().all()) {
      if (row.in(category.toLowerCase(Locale.ROOT))) {
        call.reply().bulk(row.spec().name());
        size++;
      }
    }
    call.reply().closeArray(open, size);
  }

  private final CommandSpec genPass =
      row("genpass", -2, "Make a password that nobody guesses")
          .complexity("O(1)")
          .grammar("[bits]")
          .run(AclCommand::genPass);

  private static void genPass(Call call) {
    Args args = call.args();
    if (args.count() > 3) {
      throw Help.refusal(args);
    }
    long bits = args.count() == 3 ? args.longAt(2) : 256;
    if (bits <= 0 || bits > MOST_BITS) {
      throw new ErrorReply(
          "ERR ACL GENPASS argument must be the number of bits for the output password, a positive"
              + " number up to 4096");
    }
    call.reply().bulk(call.random().hex((int) (bits + 3) / 4));
  }

  private final CommandSpec load =
      row("load", 2, "Replace all users by those of the ACL file").flags(ADMIN).run(this::load);

  private void load(Call call) {
    answer(call, accounts.hasFile() ? accounts.load() : Accounts.NO_FILE);
  }

  private final CommandSpec save =
      row("save", 2, "Write all users to the ACL file").flags(ADMIN).run(this::save);

  private void save(Call call) {
    answer(call, accounts.hasFile() ? accounts.save() : Accounts.NO_FILE);
  }

  private static void answer(Call call, @Nullable String problem) {
    if (problem != null) {
      throw new ErrorReply("ERR " + problem);
    }
    call.reply().ok();
  }

  private final CommandSpec log =
      row("log", -2, "What was refused lately")
          .flags(ADMIN)
          .complexity("O(N) with N being the number of entries shown.")
          .grammar("[operation(count|RESET)]")
          .run(this::log);

  private void log(Call call) {
    Args args = call.args();
    if (args.count() > 3) {
      throw Help.refusal(args);
    }
    if (args.count() == 3 && args.is(2, "RESET")) {
      accounts.log().clear();
      call.reply().ok();
      return;
    }
    long most = args.count() == 3 ? Math.max(0, args.longAt(2)) : LOG_SHOWN;
    List<AclLog.Entry> entries = accounts.log().entries();
    List<AclLog.Entry> shown = entries.subList(0, (int) Math.min(most, entries.size()));
    call.reply().array(shown.size());
    shown.forEach(entry -> show(call.reply(), entry, call.now()));
  }

  private static void show(ReplyWriter reply, AclLog.Entry entry, long now) {
    reply.map(7);
    reply.bulk("count");
    reply.integer(entry.count());
    reply.bulk("reason");
    reply.bulk(entry.reason());
    reply.bulk("context");
    reply.bulk(entry.context().name().toLowerCase(Locale.ROOT));
    reply.bulk("object");
    reply.bulk(entry.object());
    reply.bulk("username");
    reply.bulk(entry.user());
    reply.bulk("age-seconds");
    reply.real(Reals.text17((now - entry.at()) / 1000.0));
    reply.bulk("client-info");
    reply.bulk(entry.client());
  }

  private final CommandSpec help =
      CommandSpec.of("acl|help", 2)
          .flags(LOADING, STALE)
          .since("6.0.0")
          .complexity("O(1)")
          .summary("What ACL can do")
          .run(this::help);

  private void help(Call call) {
    Help.reply(call, spec);
  }

  private final CommandSpec spec;
}
