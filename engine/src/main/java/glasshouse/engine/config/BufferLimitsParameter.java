package glasshouse.engine.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** client-output-buffer-limit: how many bytes of replies may wait, by class of client. */
public final class BufferLimitsParameter extends Parameter {
  /** Classes of clients. */
  public enum Group {
    /** All that are neither of the others. */
    NORMAL("normal"),
    /** Replicas; the parameter says {@code slave} or {@code replica}. */
    REPLICA("slave"),
    /** Clients that subscribe to something. */
    PUBSUB("pubsub");

    private final String shown;

    Group(String shown) {
      this.shown = shown;
    }
  }

  /**
   * A client is closed at once above {@code hard} bytes, and after {@code seconds} above {@code
   * soft} bytes; 0 turns a limit off.
   */
  public record Limit(long hard, long soft, long seconds) {}

  private static final Limit[] NORMAL = {
    new Limit(0, 0, 0), new Limit(256L << 20, 64L << 20, 60), new Limit(32L << 20, 8L << 20, 60)
  };

  private Limit[] limits = NORMAL.clone();

  BufferLimitsParameter() {
    super("client-output-buffer-limit");
  }

  /** The limit of a class. */
  public Limit of(Group group) {
    return limits[group.ordinal()];
  }

  @Override
  public String text() {
    StringBuilder out = new StringBuilder();
    for (Group group : Group.values()) {
      Limit limit = of(group);
      out.append(out.isEmpty() ? "" : " ").append(group.shown);
      out.append(' ').append(limit.hard).append(' ').append(limit.soft);
      out.append(' ').append(limit.seconds);
    }
    return out.toString();
  }

  @Override
  boolean takesMany() {
    return true;
  }

  @Override
  @Nullable String take(List<String> words, boolean loading) {
    if (!loading && words.size() == 1 && words.getFirst().isEmpty()) {
      return null;
    }
    if (words.size() % 4 != 0) {
      return "Wrong number of arguments in buffer limit configuration.";
    }
    Limit[] taken = limits.clone();
    for (int i = 0; i < words.size(); i += 4) {
      Group group = group(words.get(i));
      if (group == null) {
        return "Invalid client class specified in buffer limit configuration.";
      }
      long hard = NumberParameter.memory(words.get(i + 1));
      long soft = NumberParameter.memory(words.get(i + 2));
      String seconds = words.get(i + 3);
      boolean digits = seconds.chars().allMatch(c -> c >= '0' && c <= '9');
      if (hard < 0 || soft < 0 || seconds.isEmpty() || seconds.length() > 18 || !digits) {
        return "Error in hard, soft or soft_seconds setting in buffer limit configuration.";
      }
      taken[group.ordinal()] = new Limit(hard, soft, Long.parseLong(seconds));
    }
    limits = taken;
    return null;
  }

  private static @Nullable Group group(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "normal" -> Group.NORMAL;
      case "slave", "replica" -> Group.REPLICA;
      case "pubsub" -> Group.PUBSUB;
      default -> null;
    };
  }

  @Override
  void rewrite(ConfigRewrite file) {
    for (Group group : Group.values()) {
      Limit limit = of(group);
      String word = group == Group.REPLICA ? "replica" : group.shown;
      file.set(
          name(),
          word
              + " "
              + NumberParameter.withUnit(limit.hard)
              + " "
              + NumberParameter.withUnit(limit.soft)
              + " "
              + limit.seconds,
          !limit.equals(NORMAL[group.ordinal()]));
    }
  }

  @Override
  boolean isDefault() {
    return List.of(limits).equals(List.of(NORMAL));
  }
}
