package glasshouse.engine.command.acl;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.command.CommandFlag;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.CommandTable;
import glasshouse.engine.command.server.Categories;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.MemoryFiles;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/**
 * What is said of rights to commands, with the real server's own commands: which categories fit
 * best depends on every single one.
 */
@Needs(Judge.REDIS_SERVER)
class RuleTextTest {
  private static final int ROUNDS = Integer.getInteger("glasshouse.random.acl", 200);

  @Test
  void rightsAreToldAsTheRealServerTellsThem() {
    try (RedisServer server = RedisServer.start();
        Jedis jedis = new Jedis("127.0.0.1", server.port())) {
      List<CommandSpec> commands = new ArrayList<>();
      for (Object info : (List<?>) jedis.sendCommand(Protocol.Command.COMMAND)) {
        commands.add(spec((List<?>) info));
      }
      CommandTable table = new CommandTable(List.of(() -> commands));
      Users users = new Users(new Config(new MemoryFiles()).acl, () -> table, _ -> {});
      Random random = new Random(11);
      for (int round = 0; round < ROUNDS; round++) {
        List<String> rules = rules(random, users.catalogue());
        User user = users.unlisted("u");
        rules.forEach(rule -> assertThat(users.rules().apply(user, rule)).isNull());
        jedis.aclDelUser("u");
        jedis.aclSetUser("u", rules.toArray(String[]::new));
        String expected = jedis.aclGetUser("u").getCommands();
        assertThat(sorted(new RuleText(users.catalogue()).commands(user.root())))
            .as("after " + rules)
            .isEqualTo(sorted(expected));
      }
    }
  }

  /** A row with the categories that the real server tells. */
  private static CommandSpec spec(List<?> info) {
    List<String> categories =
        ((List<?>) info.get(6)).stream().map(c -> text(c).substring(1)).toList();
    CommandSpec spec =
        CommandSpec.of(text(info.get(0)), -1).categories(categories.toArray(String[]::new));
    if (categories.contains("fast")) {
      spec.flags(CommandFlag.FAST);
    }
    List<CommandSpec> parts = new ArrayList<>();
    ((List<?>) info.get(9)).forEach(part -> parts.add(spec((List<?>) part)));
    return spec.container(parts.toArray(CommandSpec[]::new));
  }

  private static String text(Object reply) {
    return reply instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.ISO_8859_1)
        : reply.toString();
  }

  private static List<String> rules(Random random, Catalogue catalogue) {
    List<String> commands = new ArrayList<>();
    catalogue.all().forEach(row -> commands.add(row.spec().name()));
    List<String> categories = new ArrayList<>(Categories.all());
    categories.add("all");
    List<String> rules = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      List<String> names = random.nextInt(3) == 0 ? commands : categories;
      String name = names.get(random.nextInt(names.size()));
      rules.add((random.nextBoolean() ? "+" : "-") + (names == categories ? "@" : "") + name);
    }
    return rules;
  }

  /**
   * The real server tells single commands in the order of a table that is another at each start.
   */
  private static String sorted(String rules) {
    String[] words = rules.split(" ");
    int categories = (int) Arrays.stream(words).filter(word -> word.contains("@")).count();
    Arrays.sort(words, categories, words.length);
    return String.join(" ", words);
  }
}
