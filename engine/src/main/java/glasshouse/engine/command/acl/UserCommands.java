package glasshouse.engine.command.acl;

import static glasshouse.engine.command.CommandFlag.ADMIN;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.resp.Args;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The subcommands of ACL that make, show, try and remove users. */
final class UserCommands {
  private final Accounts accounts;

  UserCommands(Accounts accounts) {
    this.accounts = accounts;
  }

  final CommandSpec setUser =
      AclCommand.row("setuser", -3, "Make a user, or change what one may")
          .flags(ADMIN)
          .complexity("O(N). Where N is the number of rules provided.")
          .grammar("username [rule...]")
          .run(this::setUser);

  /** All rules are taken, or none. */
  private void setUser(Call call) {
    Args args = call.args();
    Users users = accounts.users();
    String name = args.text(2);
    if (RuleReader.hasBlanks(name)) {
      throw new ErrorReply("ERR Usernames can't contain spaces or null characters");
    }
    RuleWords words = RuleWords.of(texts(args, 3));
    if (words.unmatched() != null) {
      throw new ErrorReply(
          "ERR Unmatched parenthesis in acl selector starting at '" + words.unmatched() + "'.");
    }
    User known = users.find(name);
    User changed = known == null ? users.unlisted(name) : known.copy();
    RuleReader rules = users.rules();
    for (String word : words.words()) {
      String problem = rules.apply(changed, word);
      if (problem != null) {
        throw new ErrorReply(
            "ERR Error in ACL SETUSER modifier '" + Bytes.untilNul(word) + "': " + problem);
      }
    }
    if (known == null) {
      users.add(changed);
    } else {
      accounts.change(known, changed);
    }
    call.reply().ok();
  }

  private static List<String> texts(Args args, int from) {
    List<String> texts = new ArrayList<>();
    for (int i = from; i < args.count(); i++) {
      texts.add(args.text(i));
    }
    return texts;
  }

  final CommandSpec delUser =
      AclCommand.row("deluser", -3, "Remove users and close their connections")
          .flags(ADMIN)
          .complexity("O(1) amortized time considering the typical user.")
          .grammar("username...")
          .run(this::delUser);

  private void delUser(Call call) {
    List<String> names = texts(call.args(), 2);
    if (names.contains(User.DEFAULT)) {
      throw new ErrorReply("ERR The 'default' user cannot be removed");
    }
    int removed = 0;
    for (String name : names) {
      User user = accounts.users().find(name);
      if (user != null) {
        accounts.users().remove(user);
        accounts.disconnect(user);
        removed++;
      }
    }
    call.reply().integer(removed);
  }

  final CommandSpec getUser =
      AclCommand.row("getuser", 3, "What a user is and may")
          .flags(ADMIN)
          .complexity(
              "O(N). Where N is the number of password, command and pattern rules that the user"
                  + " has.")
          .grammar("username")
          .run(this::getUser);

  private void getUser(Call call) {
    ReplyWriter reply = call.reply();
    User user = accounts.users().find(call.args().text(2));
    if (user == null) {
      reply.nil();
      return;
    }
    reply.map(6);
    List<String> flags = RuleText.flags(user);
    reply.bulk("flags");
    reply.set(flags.size());
    flags.forEach(reply::bulk);
    reply.bulk("passwords");
    strings(reply, user.passwords());
    describe(reply, user.root());
    List<Selector> more = user.selectors().subList(1, user.selectors().size());
    reply.bulk("selectors");
    reply.array(more.size());
    for (Selector selector : more) {
      reply.map(3);
      describe(reply, selector);
    }
  }

  private void describe(ReplyWriter reply, Selector selector) {
    reply.bulk("commands");
    reply.bulk(new RuleText(accounts.users().catalogue()).commands(selector));
    reply.bulk("keys");
    reply.bulk(RuleText.keys(selector));
    reply.bulk("channels");
    reply.bulk(RuleText.channels(selector));
  }

  private static void strings(ReplyWriter reply, Collection<String> strings) {
    reply.array(strings.size());
    strings.forEach(reply::bulk);
  }

  final CommandSpec list =
      AclCommand.row("list", 2, "All users as lines of a configuration file")
          .flags(ADMIN)
          .run(this::list);

  private void list(Call call) {
    strings(call.reply(), accounts.users().lines().stream().map(line -> "user " + line).toList());
  }

  final CommandSpec users =
      AclCommand.row("users", 2, "The names of all users").flags(ADMIN).run(this::users);

  private void users(Call call) {
    strings(call.reply(), accounts.users().all().stream().map(User::name).toList());
  }

  final CommandSpec whoAmI =
      AclCommand.row("whoami", 2, "The name of the connection's user")
          .complexity("O(1)")
          .run(UserCommands::whoAmI);

  private static void whoAmI(Call call) {
    User user = call.client().user();
    if (user == null) {
      call.reply().nil();
    } else {
      call.reply().bulk(user.name());
    }
  }

  final CommandSpec dryRun =
      AclCommand.row("dryrun", -4, "Whether a user may run a command, without running it")
          .flags(ADMIN)
          .since("7.0.0")
          .complexity("O(1).")
          .grammar("username command [arg...]")
          .run(this::dryRun);

  private void dryRun(Call call) {
    Args args = call.args();
    User user = accounts.users().find(args.text(2));
    if (user == null) {
      throw new ErrorReply("ERR User '" + Bytes.untilNul(args.text(2)) + "' not found");
    }
    Args words = Args.of(texts(args, 3).toArray(String[]::new));
    CommandSpec spec = command(words);
    if (spec == null) {
      throw new ErrorReply("ERR Command '" + Bytes.untilNul(words.text(0)) + "' not found");
    }
    if (!spec.accepts(words.count())) {
      throw new ErrorReply("ERR wrong number of arguments for '" + spec.name() + "' command");
    }
    Denial denial = user.denies(new Request(accounts.users().catalogue(), spec, words));
    if (denial == null) {
      call.reply().ok();
    } else {
      call.reply().bulk(denial.dryRun(spec, words));
    }
  }

  private @Nullable CommandSpec command(Args words) {
    CommandSpec spec = accounts.users().command(words);
    return spec == null || spec.subcommands().isEmpty() || words.count() == 1
        ? spec
        : spec.subcommand(words);
  }
}
