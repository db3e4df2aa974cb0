package glasshouse.engine.command.acl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A user: a name, passwords, rights. It is changed by {@link RuleReader} only. */
public final class User {
  /** What was said of checking payloads of RESTORE. */
  enum Sanitizing {
    UNSAID,
    SKIP,
    CHECK
  }

  /** The user that connections are before they say who they are. */
  public static final String DEFAULT = "default";

  private final String name;
  boolean enabled;
  boolean noPassword;
  Sanitizing sanitizing = Sanitizing.UNSAID;
  private final Set<String> passwords = new LinkedHashSet<>();
  private final List<Selector> selectors = new ArrayList<>();
  private boolean allowsAll;

  /** A user that is off, without any right, but for channels if {@code channelsByDefault}. */
  User(String name, boolean channelsByDefault) {
    this.name = name;
    selectors.add(new Selector(channelsByDefault));
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** True when it may log in. */
  public boolean enabled() {
    return enabled;
  }

  /** True when any password will do. */
  public boolean noPassword() {
    return noPassword;
  }

  /** True when nothing can be refused to it: all commands, keys and channels are allowed. */
  public boolean allowsAll() {
    return allowsAll;
  }

  /** Why the request is refused; null when it is allowed. */
  @Nullable Denial denies(Request request) {
    Denial worst = null;
    for (Selector selector : selectors) {
      Denial denial = selector.denies(request);
      if (denial == null) {
        return null;
      }
      if (worst == null || denial.outranks(worst)) {
        worst = denial;
      }
    }
    return worst;
  }

  /** True when some selector allows the request and the reading of any key besides. */
  boolean readsAllKeys(Request request) {
    return selectors.stream().anyMatch(s -> s.readsAllKeys() && s.denies(request) == null);
  }

  /** The rights that rules outside parentheses speak of. */
  Selector root() {
    return selectors.getFirst();
  }

  /** All its rights, the root first. */
  List<Selector> selectors() {
    return selectors;
  }

  Set<String> passwords() {
    return passwords;
  }

  boolean accepts(String password) {
    return noPassword || passwords.contains(hash(password));
  }

  /** The SHA-256 of a password (characters of ISO 8859-1) in lower case hexadecimal. */
  static String hash(String password) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(password.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Becomes as {@code other} is, but for the name. */
  void become(User other) {
    enabled = other.enabled;
    noPassword = other.noPassword;
    sanitizing = other.sanitizing;
    passwords.clear();
    passwords.addAll(other.passwords);
    List<Selector> copies = other.selectors.stream().map(Selector::copy).toList();
    selectors.clear();
    selectors.addAll(copies);
    settle();
  }

  User copy() {
    User copy = new User(name, false);
    copy.become(this);
    return copy;
  }

  /** To be called when rules have changed. */
  void settle() {
    allowsAll = selectors.stream().anyMatch(Selector::allowsAll);
  }
}
