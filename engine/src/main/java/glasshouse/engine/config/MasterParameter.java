package glasshouse.engine.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** replicaof: the master; the node keeps it true when REPLICAOF changes it. */
public final class MasterParameter extends Parameter {
  private String host = "";
  private int port;

  MasterParameter() {
    super("replicaof slaveof", Mark.IMMUTABLE);
  }

  /** The master's host; empty when the node is a master. */
  public String host() {
    return host;
  }

  /** The master's port; 0 when the node is a master. */
  public int port() {
    return port;
  }

  /** Notes the master that the node has now; an empty host for none. */
  public void set(String newHost, int newPort) {
    host = newHost;
    port = newPort;
  }

  @Override
  public String text() {
    return host.isEmpty() ? "" : host + " " + port;
  }

  @Override
  boolean takesMany() {
    return true;
  }

  @Override
  int wordCount() {
    return 2;
  }

  @Override
  @Nullable String take(List<String> words, boolean loading) {
    if (words.get(0).equalsIgnoreCase("no") && words.get(1).equalsIgnoreCase("one")) {
      set("", 0);
      return null;
    }
    String digits = words.get(1);
    boolean number =
        !digits.isEmpty()
            && digits.length() <= 5
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || Integer.parseInt(digits) > 65535) {
      return "Invalid master port";
    }
    set(words.get(0), Integer.parseInt(digits));
    return null;
  }

  @Override
  void rewrite(ConfigRewrite file) {
    if (host.isEmpty()) {
      file.drop(name());
    } else {
      file.set(name(), text(), true);
    }
  }

  @Override
  boolean isDefault() {
    return host.isEmpty();
  }
}
