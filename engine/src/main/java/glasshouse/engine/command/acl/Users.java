package glasshouse.engine.command.acl;

import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.CommandTable;
import glasshouse.engine.config.AclSection;
import glasshouse.engine.resp.Args;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The users of a node by their names; the default one is always there, and always the same. */
public final class Users {
  private final AclSection config;
  private final Supplier<CommandTable> table;
  private final Consumer<String> warnings;
  private final SortedMap<String, User> byName = new TreeMap<>();
  private final User defaultUser;
  private @Nullable Catalogue catalogue;

  /** The default user alone, with all rights and no password. */
  Users(AclSection config, Supplier<CommandTable> table, Consumer<String> warnings) {
    this.config = config;
    this.warnings = warnings;
    this.table = table;
    defaultUser = freshDefault();
    byName.put(User.DEFAULT, defaultUser);
  }

  private static User freshDefault() {
    User user = new User(User.DEFAULT, true);
    user.enabled = true;
    user.noPassword = true;
    user.root().allCommands(true);
    user.root().allKeys(true);
    user.settle();
    return user;
  }

  /** The user that connections are before they say who they are. */
  public User defaultUser() {
    return defaultUser;
  }

  /** The user of this name, or null. */
  public @Nullable User find(String name) {
    return byName.get(name);
  }

  /** All users by name. */
  Collection<User> all() {
    return byName.values();
  }

  /** The command that a client calls so, or null. */
  @Nullable CommandSpec command(Args words) {
    return table.get().find(words);
  }

  Catalogue catalogue() {
    Catalogue known = catalogue;
    if (known == null) {
      known = new Catalogue(table.get());
      catalogue = known;
    }
    return known;
  }

  RuleReader rules() {
    return new RuleReader(catalogue(), config.pubsubDefault.is("allchannels"), warnings);
  }

  /** A user of this name without rights that is not among the users yet. */
  User unlisted(String name) {
    return new User(name, config.pubsubDefault.is("allchannels"));
  }

  /** Puts a new user among the others. */
  void add(User user) {
    byName.put(user.name(), user);
  }

  void remove(User user) {
    byName.remove(user.name());
  }

  /** Has these users and no others; what they lack of the default user is made anew. */
  List<User> replace(Collection<User> users) {
    List<User> gone = new ArrayList<>(byName.values());
    gone.remove(defaultUser);
    User newDefault = freshDefault();
    byName.clear();
    for (User user : users) {
      if (user.name().equals(User.DEFAULT)) {
        newDefault = user;
      } else {
        byName.put(user.name(), user);
      }
    }
    defaultUser.become(newDefault);
    byName.put(User.DEFAULT, defaultUser);
    return gone;
  }

  /** Gives the default user this password alone, or none; requirepass does it. */
  void defaultPassword(String password) {
    RuleReader rules = rules();
    rules.apply(defaultUser, "resetpass");
    rules.apply(defaultUser, password.isEmpty() ? "nopass" : ">" + password);
  }

  /** The users as lines of a file, each without {@code user} and the line end. */
  List<String> lines() {
    RuleText text = new RuleText(catalogue());
    return byName.values().stream().map(user -> user.name() + " " + text.of(user)).toList();
  }

  /** The user whom the password proves to be there, or null. */
  @Nullable User proven(String name, String password) {
    User user = byName.get(name);
    return user != null && user.enabled() && user.accepts(password) ? user : null;
  }
}
