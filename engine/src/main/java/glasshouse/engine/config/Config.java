package glasshouse.engine.config;

import glasshouse.engine.base.Check;
import glasshouse.engine.base.Glob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All parameters of one node. The sections hold them as typed fields for those who need a value; by
 * name they are found for those who are asked.
 */
public final class Config {
  /** Sockets, clients, limits of what they may send. */
  public final NetworkSection network = new NetworkSection();

  /** Masters and replicas. */
  public final ReplicationSection replication = new ReplicationSection();

  /** Saving and loading. */
  public final PersistenceSection persistence;

  /** The append only file. */
  public final AppendOnlySection appendOnly = new AppendOnlySection();

  /** The data set in memory. */
  public final DataSection data = new DataSection();

  /** The program itself. */
  public final ServerSection server = new ServerSection();

  /** Users and what is refused to them. */
  public final AclSection acl = new AclSection();

  /** What commands are called. */
  public final CommandNames commands = new CommandNames();

  private final ConfigFiles files;
  private final Map<String, Parameter> names = new LinkedHashMap<>();
  private @Nullable String path;

  /** All parameters with the values of a server that is told nothing. */
  public Config(ConfigFiles files) {
    this.files = files;
    persistence = new PersistenceSection(files);
    for (Section section :
        List.of(
            network, acl, replication, persistence, appendOnly, data, server, new InertSection())) {
      for (Parameter parameter : section.rows()) {
        name(parameter.name(), parameter);
        if (!parameter.alias().isEmpty()) {
          name(parameter.alias(), parameter);
        }
      }
    }
  }

  /**
   * An equal configuration that changes on its own, for a copy of the node: without files.
   *
   * @param users a line for each of its users, without the word before it
   * @throws ConfigFault when a value cannot be read again
   */
  public Config twin(List<String> users) throws ConfigFault {
    Config twin = new Config(files);
    StringBuilder text = new StringBuilder();
    ConfigRewrite.of(this, "", false)
        .lines()
        .filter(line -> !line.startsWith("aclfile ") && !line.startsWith("user "))
        .filter(line -> !line.startsWith("dir "))
        .forEach(line -> text.append(line).append('\n'));
    users.forEach(line -> text.append("user ").append(line).append('\n'));
    ConfigReader.load(twin, text.toString(), "");
    twin.commands.as(commands);
    return twin;
  }

  private void name(String name, Parameter parameter) {
    Check.that(names.put(name, parameter) == null, "two parameters named " + name);
  }

  /** The files that configuration reads and writes. */
  public ConfigFiles files() {
    return files;
  }

  /** Absolute path of the configuration file, or null when the node runs without one. */
  public @Nullable String path() {
    return path;
  }

  /** Names the configuration file that REWRITE changes. */
  public void path(@Nullable String absolute) {
    path = absolute;
  }

  /** The parameter of this name or older name, in any case of letters; or null. */
  public @Nullable Parameter find(String name) {
    return names.get(name.toLowerCase(Locale.ROOT));
  }

  /** All parameters, each once, in the order CONFIG GET shows them. */
  public Collection<Parameter> all() {
    List<Parameter> all = new ArrayList<>();
    names.forEach(
        (name, parameter) -> {
          if (name.equals(parameter.name())) {
            all.add(parameter);
          }
        });
    return all;
  }

  /**
   * Finds what CONFIG GET shows for patterns, each name once. A name that is no pattern is found
   * even when the parameter is hidden, and shown as it was asked for.
   */
  public void get(List<String> patterns, BiConsumer<String, Parameter> found) {
    Map<String, String> shown = new LinkedHashMap<>();
    for (String pattern : patterns) {
      if (!Glob.isPattern(pattern)) {
        String name = pattern.toLowerCase(Locale.ROOT);
        if (names.containsKey(name)) {
          shown.putIfAbsent(name, pattern);
        }
        continue;
      }
      names.forEach(
          (name, parameter) -> {
            if (!parameter.is(Mark.HIDDEN) && Glob.matchesIgnoringCase(pattern, name)) {
              shown.putIfAbsent(name, name);
            }
          });
    }
    shown.forEach((name, as) -> found.accept(as, parameterNamed(name)));
  }

  private Parameter parameterNamed(String name) {
    return Objects.requireNonNull(names.get(name));
  }
}
