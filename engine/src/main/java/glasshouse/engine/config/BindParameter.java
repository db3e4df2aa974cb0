package glasshouse.engine.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** bind: the addresses to listen on, up to sixteen. */
public final class BindParameter extends Parameter {
  private static final int MOST = 16;

  private final List<String> normal;
  private List<String> addresses;
  private boolean given;

  BindParameter(List<String> normal) {
    super("bind");
    this.normal = normal;
    addresses = normal;
  }

  /** True when a file, a command line or CONFIG SET named addresses. */
  public boolean given() {
    return given;
  }

  /** Sets the addresses that are used when none were given. */
  public void assume(List<String> used) {
    addresses = List.copyOf(used);
  }

  /**
   * The addresses: {@code *} for all of IPv4, {@code ::*} for all of IPv6; a leading minus lets an
   * address fail silently.
   */
  public List<String> addresses() {
    return addresses;
  }

  @Override
  public String text() {
    return String.join(" ", addresses);
  }

  @Override
  boolean takesMany() {
    return true;
  }

  @Override
  @Nullable String take(List<String> words, boolean loading) {
    if (words.size() > MOST) {
      return "Too many bind addresses specified.";
    }
    boolean none = words.size() == 1 && words.getFirst().isEmpty();
    given = true;
    addresses = none ? List.of() : List.copyOf(words);
    return null;
  }

  @Override
  String fileText() {
    return addresses.isEmpty() ? "\"\"" : text();
  }

  @Override
  boolean isDefault() {
    return addresses.equals(normal);
  }
}
