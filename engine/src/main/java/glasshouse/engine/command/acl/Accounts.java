package glasshouse.engine.command.acl;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.CommandTable;
import glasshouse.engine.command.connection.Clients;
import glasshouse.engine.command.connection.Peer;
import glasshouse.engine.command.connection.PeerLine;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.ConfigFiles;
import glasshouse.engine.resp.Args;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who the clients of a node are and what they may: the users, the log of refusals, and what becomes
 * of connections when users change.
 */
public final class Accounts {
  static final String NO_FILE =
      "This Redis instance is not configured to use an ACL file. You may want to specify users via"
          + " the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis"
          + " configuration file set) in order to store users in the Redis configuration.";

  private final Config config;
  private final Clients clients;
  private final Consumer<String> warnings;
  private final Users users;
  private final AclLog log = new AclLog();

  /**
   * The default user alone.
   *
   * @param table all commands; asked when first needed
   * @param warnings takes lines for the log
   */
  public Accounts(
      Config config, Supplier<CommandTable> table, Clients clients, Consumer<String> warnings) {
    this.config = config;
    this.clients = clients;
    this.warnings = warnings;
    users = new Users(config.acl, table, warnings);
    config.network.requirePass.onChange(
        () -> {
          users.defaultPassword(config.network.requirePass.value());
          return null;
        });
    config.acl.users.shownBy(() -> hasFile() ? List.of() : users.lines());
  }

  /**
   * Makes the users that the configuration and the file of aclfile declare.
   *
   * @return lines for the log that say why the node cannot start; none when all is well
   */
  public List<String> start() {
    if (!config.network.requirePass.value().isEmpty()) {
      users.defaultPassword(config.network.requirePass.value());
    }
    if (hasFile() && !config.acl.users.declared().isEmpty()) {
      return List.of(
          "Configuring Redis with users defined in redis.conf and at the same setting an ACL file"
              + " path is invalid. This setup is very likely to lead to configuration errors and"
              + " security holes, please define either an ACL file or declare users directly in"
              + " your redis.conf, but not both.");
    }
    if (hasFile()) {
      String problem = load();
      return problem == null
          ? List.of()
          : List.of("Aborting Redis startup because of ACL errors: " + problem);
    }
    for (Map.Entry<String, List<String>> line : config.acl.users.declared().entrySet()) {
      String problem = declare(line.getKey(), line.getValue());
      if (problem != null) {
        return List.of(problem, "Critical error while loading ACLs. Exiting.");
      }
    }
    return List.of();
  }

  private @Nullable String declare(String name, List<String> words) {
    if (RuleReader.hasBlanks(name)) {
      return "Spaces not allowed in ACL usernames";
    }
    RuleReader rules = users.rules();
    boolean known = name.equals(User.DEFAULT);
    User user = known ? users.defaultUser() : users.unlisted(name);
    if (known) {
      rules.apply(user, "reset");
    }
    RuleWords merged = RuleWords.of(words);
    String unmatched = merged.unmatched();
    if (unmatched != null) {
      return "Error loading ACL rule '"
          + unmatched
          + "' for the user named '"
          + name
          + "': Unmatched parenthesis";
    }
    for (String word : merged.words()) {
      String problem = rules.apply(user, word);
      if (problem != null) {
        return "Error loading ACL rule '"
            + word
            + "' for the user named '"
            + name
            + "': "
            + problem;
      }
    }
    users.add(user);
    return null;
  }

  /**
   * Replaces all users by those of the file of aclfile; whoever was another user than the default
   * one is disconnected.
   *
   * @return why nothing has changed, or null
   */
  @Nullable String load() {
    List<User> loaded;
    try {
      loaded = UserFile.read(config.files(), config.acl.file.value(), users);
    } catch (UserFile.Refused refused) {
      return refused.reason();
    }
    users.replace(loaded).forEach(this::disconnect);
    return null;
  }

  boolean hasFile() {
    return !config.acl.file.value().isEmpty();
  }

  /** Writes all users to the file of aclfile; answers why it could not, or null. */
  @Nullable String save() {
    StringBuilder text = new StringBuilder();
    users.lines().forEach(line -> text.append("user ").append(line).append('\n'));
    try {
      config.files().write(config.acl.file.value(), text.toString());
      return null;
    } catch (ConfigFiles.Failure failure) {
      warnings.accept("Opening temp ACL file for ACL SAVE: " + failure.reason());
      return "There was an error trying to save the ACLs. Please check the server logs for more"
          + " information";
    }
  }

  /** All users as lines of a configuration, without {@code user}. */
  public List<String> lines() {
    return users.lines();
  }

  /** The users. */
  public Users users() {
    return users;
  }

  AclLog log() {
    return log;
  }

  /** Makes a client, new or after RESET, the default user. */
  public void enter(Client client) {
    User user = users.defaultUser();
    client.user(user);
    client.authenticated(user.noPassword() && user.enabled());
  }

  /** True when the client may run nothing but what needs no login. */
  public boolean mustLogIn(Client client) {
    User user = users.defaultUser();
    return !client.authenticated() && !(user.noPassword() && user.enabled());
  }

  /**
   * Makes the client the user that the password proves; a failure is logged.
   *
   * @param by the command that tries, as the client wrote it
   * @return false when there is no such user, it is off, or the password is another
   */
  public boolean logIn(Client client, String name, String password, String by, long now) {
    User user = users.proven(name, password);
    if (user == null) {
      log(client, "auth", contextOf(client), by, name, now);
      return false;
    }
    client.user(user);
    client.authenticated(true);
    return true;
  }

  /** Why the client's user may not run the command; null when it may. */
  public @Nullable Denial denies(Client client, CommandSpec spec, Args args) {
    User user = client.user();
    return user == null || user.allowsAll()
        ? null
        : user.denies(new Request(users.catalogue(), spec, args));
  }

  /** True when the client may run the command and read any key besides (SORT BY, SORT GET). */
  public boolean readsAllKeys(Client client, CommandSpec spec, Args args) {
    User user = client.user();
    return user == null
        || user.allowsAll()
        || user.readsAllKeys(new Request(users.catalogue(), spec, args));
  }

  /** Notes in ACL LOG that a command of a client was refused. */
  public void refused(
      Client client, Denial denial, AclLog.Context context, CommandSpec spec, Args args, long now) {
    String object =
        denial.reason() == Denial.Reason.COMMAND ? spec.name() : args.text(denial.argument());
    User user = client.user();
    log(client, denial.reason().word(), context, object, user == null ? "" : user.name(), now);
  }

  private void log(
      Client client, String reason, AclLog.Context context, String object, String user, long now) {
    Peer peer = clients.of(client);
    String line = peer == null ? "" : PeerLine.of(peer, now);
    log.add(
        new AclLog.Entry(1, reason, context, object, user, line, now),
        config.acl.logMaxLen.value());
  }

  /** Where what a client sends is refused. */
  public static AclLog.Context contextOf(Client client) {
    return client.transaction().open() ? AclLog.Context.MULTI : AclLog.Context.TOPLEVEL;
  }

  /** Closes the connections of a user that is no more. */
  void disconnect(User user) {
    for (Peer peer : clients.all()) {
      if (peer.client().user() == user) {
        enter(peer.client());
        peer.client().authenticated(false);
        clients.close(peer.client());
      }
    }
  }

  /** Gives a user other rights; who listens to what it may no longer hear is disconnected. */
  void change(User user, User to) {
    List<Selector> before = user.selectors().stream().map(Selector::copy).toList();
    user.become(to);
    if (hearsLess(before, user.selectors())) {
      for (Peer peer : clients.all()) {
        if (peer.client().user() == user
            && peer.kind() == Peer.Kind.PUBSUB
            && !hearsAll(user, peer.client())) {
          clients.close(peer.client());
        }
      }
    }
  }

  private static boolean hearsLess(List<Selector> before, List<Selector> now) {
    if (now.stream().anyMatch(Selector::allChannels)) {
      return false;
    }
    List<String> heard = new ArrayList<>();
    now.forEach(selector -> heard.addAll(selector.channels()));
    return before.stream().anyMatch(s -> s.allChannels() || !heard.containsAll(s.channels()));
  }

  private static boolean hearsAll(User user, Client client) {
    return hears(user, client.subscriptions().patterns(), true)
        && hears(user, client.subscriptions().channels(), false)
        && hears(user, client.subscriptions().shardChannels(), false);
  }

  private static boolean hears(User user, Iterable<byte[]> names, boolean patterns) {
    for (byte[] name : names) {
      String text = Bytes.text(name);
      if (user.selectors().stream().noneMatch(s -> s.hears(text, patterns))) {
        return false;
      }
    }
    return true;
  }
}
