package glasshouse.engine.command.server;

import static glasshouse.engine.command.CommandFlag.ADMIN;
import static glasshouse.engine.command.CommandFlag.LOADING;
import static glasshouse.engine.command.CommandFlag.NOSCRIPT;
import static glasshouse.engine.command.CommandFlag.STALE;

import glasshouse.engine.command.Call;
import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.Help;
import glasshouse.engine.config.Config;
import glasshouse.engine.config.ConfigFiles;
import glasshouse.engine.config.ConfigRewrite;
import glasshouse.engine.config.ConfigSetter;
import glasshouse.engine.config.Parameter;
import glasshouse.engine.resp.ErrorReply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CONFIG and its subcommands. */
final class ConfigCommand {
  private final Config config;
  private final ConfigSetter setter;
  private final ServerDoor door;

  ConfigCommand(Config config, ServerDoor door) {
    this.config = config;
    this.door = door;
    setter = new ConfigSetter(config);
  }

  private final CommandSpec get =
      CommandSpec.of("config|get", -3)
          .flags(ADMIN, NOSCRIPT, LOADING, STALE)
          .since("2.0.0")
          .complexity("O(N) when N is the number of configuration parameters provided")
          .summary("The values of parameters")
          .grammar("(parameter)...")
          .run(this::get);

  private void get(Call call) {
    Map<String, Parameter> found = new LinkedHashMap<>();
    config.get(words(call, 2), found::put);
    call.reply().map(found.size());
    found.forEach(
        (name, parameter) -> {
          call.reply().bulk(name);
          call.reply().bulk(parameter.text());
        });
  }

  private final CommandSpec set =
      CommandSpec.of("config|set", -4)
          .flags(ADMIN, NOSCRIPT, LOADING, STALE)
          .since("2.0.0")
          .complexity("O(N) when N is the number of configuration parameters provided")
          .summary("Give parameters other values, all of them or none")
          .grammar("(parameter value)...")
          .run(this::set);

  private void set(Call call) {
    String error = setter.set(words(call, 2), door.local(call.client()), door.loading());
    if (error != null) {
      throw new ErrorReply(error);
    }
    call.reply().ok();
  }

  private static List<String> words(Call call, int from) {
    List<String> words = new ArrayList<>();
    for (int i = from; i < call.args().count(); i++) {
      words.add(call.args().text(i));
    }
    return words;
  }

  private final CommandSpec rewrite =
      CommandSpec.of("config|rewrite", 2)
          .flags(ADMIN, NOSCRIPT, LOADING, STALE)
          .since("2.8.0")
          .complexity("O(1)")
          .summary("Write the values of now into the configuration file")
          .run(call -> rewrite(call, false));

  /** Writes the file; {@code all} parameters, or those that are in it or not the default. */
  void rewrite(Call call, boolean all) {
    String path = config.path();
    if (path == null) {
      throw new ErrorReply("ERR The server is running without a config file");
    }
    try {
      config.files().write(path, ConfigRewrite.of(config, config.files().read(path), all));
    } catch (ConfigFiles.Failure failure) {
      throw new ErrorReply("ERR Rewriting config file: " + failure.reason());
    }
    call.reply().ok();
  }

  private final CommandSpec resetStat =
      CommandSpec.of("config|resetstat", 2)
          .flags(ADMIN, NOSCRIPT, LOADING, STALE)
          .since("2.0.0")
          .complexity("O(1)")
          .summary("Let the counters of INFO start from nought")
          .run(this::resetStat);

  private void resetStat(Call call) {
    door.resetStatistics();
    call.reply().ok();
  }

  private final CommandSpec help =
      CommandSpec.of("config|help", 2)
          .flags(LOADING, STALE)
          .since("5.0.0")
          .complexity("O(1)")
          .summary("What CONFIG can do")
          .run(this::help);

  private void help(Call call) {
    Help.reply(call, spec);
  }

  final CommandSpec spec =
      CommandSpec.of("config", -2)
          .since("2.0.0")
          .group("server")
          .complexity("Depends on subcommand.")
          .summary("What can be known of and done to the configuration")
          .container(get, set, rewrite, resetStat, help);
}
