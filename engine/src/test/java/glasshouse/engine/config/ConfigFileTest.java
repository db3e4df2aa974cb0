package glasshouse.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  private final MemoryFiles files = new MemoryFiles();
  private final Config config = new Config(files);

  @Test
  void readsTheLinesOfAFile() throws ConfigFault {
    files.texts.put("/more.conf", "timeout 5\r\nsave 300 10\n");
    ConfigReader.load(
        config,
        """
        # comment
           PORT  7000
        requirepass "a \\x41\\"b"
        save 900 1
        include /more.conf
        client-output-buffer-limit replica 1mb 1mb 30
        client-output-buffer-limit pubsub 2mb 1mb 30
        slaveof 127.0.0.1 6400
        user default on nopass ~* &* +@all
        """,
        "");
    assertThat(config.network.port.value()).isEqualTo(7000);
    assertThat(config.network.requirePass.value()).isEqualTo("a A\"b");
    assertThat(config.network.timeout.value()).isEqualTo(5);
    assertThat(config.persistence.save.text()).isEqualTo("900 1 300 10");
    assertThat(config.network.outputBufferLimits.text())
        .isEqualTo("normal 0 0 0 slave 1048576 1048576 30 pubsub 2097152 1048576 30");
    assertThat(config.replication.master.host()).isEqualTo("127.0.0.1");
    assertThat(config.replication.master.port()).isEqualTo(6400);
  }

  @Test
  void optionsOfTheCommandLineFollowTheFile() throws ConfigFault {
    CommandLine line =
        CommandLine.of(List.of("/etc/r.conf", "--port", "7001", "--replicaof", "h", "1", "--save"));
    assertThat(line.file()).isEqualTo("/etc/r.conf");
    assertThat(line.options()).isEqualTo("port \"7001\" \nreplicaof \"h\" \"1\" \nsave \"\" ");
    ConfigReader.load(config, "port 7000\n", line.options());
    assertThat(config.network.port.value()).isEqualTo(7001);
    assertThat(config.persistence.save.points()).isEmpty();
    assertThat(CommandLine.of(List.of("--requirepass", "--foo", "--hz", "5", "-")))
        .isEqualTo(new CommandLine("", true, "requirepass \"--foo\" \nhz \"5\" "));
    assertThat(CommandLine.of(List.of("-", "--hz", "5")))
        .isEqualTo(new CommandLine("", true, "hz \"5\" "));
  }

  @Test
  void aLineMayNameNoSavePointAndNoAddress() throws ConfigFault {
    ConfigReader.load(config, "save\nbind \nclient-output-buffer-limit\n", "");
    assertThat(config.persistence.save.points()).isEmpty();
    assertThat(config.network.bind.text()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          foo bar | Bad directive or wrong number of arguments
          port 7000 8000 | wrong number of arguments
          port | wrong number of arguments
          shutdown-on-sigint | argument(s) must be one of the following: default, save, nosave, now, force
          port "7000 | Unbalanced quotes in configuration line
          port abc | argument couldn't be parsed into an integer
          maxmemory 1x | argument must be a memory value
          replicaof 127.0.0.1 | wrong number of arguments
          replicaof 127.0.0.1 abc | Invalid master port
          databases 0 | argument must be between 1 and 2147483647 inclusive
          dir /nonexist | No such file or directory
          """)
  void namesTheLineThatIsWrong(String line, String why) {
    assertThatThrownBy(() -> ConfigReader.load(config, "\n# c\n" + line + "\n", ""))
        .isInstanceOfSatisfying(
            ConfigFault.class,
            fault ->
                assertThat(fault.report())
                    .isEqualTo(
                        """

                        *** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***
                        Reading the configuration file, at line 3
                        >>> '%s'
                        %s
                        """
                            .formatted(line, why)));
  }

  @ParameterizedTest
  @CsvSource({"cluster-enabled yes", "tls-port 1", "loadmodule x"})
  void refusesWhatItCouldNotKeep(String line) {
    assertThatThrownBy(() -> ConfigReader.load(config, line, "")).hasMessageContaining("supported");
  }

  @Test
  void anAbsentIncludeIsFatal() {
    assertThatThrownBy(() -> ConfigReader.load(config, "include /nonexist", ""))
        .hasMessage("Fatal error, can't open config file '/nonexist': No such file or directory");
  }

  @Test
  void rewriteKeepsCommentsAndOrder() throws ConfigFault {
    String old =
        """
        # head comment
        port 17391
        dir /tmp/srv

        # about memory
        maxmemory 100mb
        save 900 1
        save 300 10
        # another
        client-output-buffer-limit replica 1mb 1mb 30
        slave-priority 50
        hz 10
        timeout 5
        timeout 6
        notify-keyspace-events KEA
        requirepass foo
        list-max-ziplist-size -3
        bind 127.0.0.1
        """;
    ConfigReader.load(config, old, "loglevel verbose");
    ConfigSetter setter = new ConfigSetter(config);
    assertThat(
            setter.set(
                List.of(
                    "maxmemory",
                    "200mb",
                    "timeout",
                    "0",
                    "save",
                    "60 5 10 7",
                    "client-output-buffer-limit",
                    "normal 5 4 3",
                    "replica-announce-ip",
                    "a b",
                    "maxmemory-clients",
                    "3%",
                    "shutdown-on-sigint",
                    "save force",
                    "bind",
                    "127.0.0.1 -::1",
                    "latency-tracking-info-percentiles",
                    "50 99.5"),
                true,
                false))
        .isNull();
    String rewritten = ConfigRewrite.of(config, old, false);
    assertThat(rewritten)
        .isEqualTo(
            """
            # head comment
            port 17391
            dir "/tmp/srv"

            # about memory
            maxmemory 200mb
            save 60 5
            save 10 7
            # another
            client-output-buffer-limit normal 5 4 3
            replica-priority 50
            hz 10
            timeout 0

            notify-keyspace-events "AKE"
            requirepass "foo"
            list-max-listpack-size -3
            bind 127.0.0.1 -::1

            # Generated by CONFIG REWRITE
            client-output-buffer-limit replica 1mb 1mb 30
            replica-announce-ip "a b"
            shutdown-on-sigint save force
            maxmemory-clients 3%
            loglevel verbose
            latency-tracking-info-percentiles 50 99.5
            """);
    Config again = new Config(files);
    ConfigReader.load(again, rewritten, "");
    assertThat(ConfigRewrite.of(again, rewritten, false)).isEqualTo(rewritten + "\n");
  }

  @Test
  void rewriteForgetsWhatIsNoLongerSo() throws ConfigFault {
    ConfigReader.load(config, "requirepass foo\nsave 900 1\nreplicaof h 1", "");
    ConfigSetter setter = new ConfigSetter(config);
    assertThat(setter.set(List.of("requirepass", "", "save", ""), true, false)).isNull();
    config.replication.master.set("", 0);
    assertThat(
            ConfigRewrite.of(config, "requirepass foo\nsave 900 1\nreplicaof h 1\nhz 10\n", false))
        .isEqualTo(
            """

            save ""

            hz 10

            # Generated by CONFIG REWRITE
            dir "/data"
            latency-tracking-info-percentiles 50 99 99.9
            """);
  }

  @Test
  void allThatIsWrittenDownCanBeReadAgain() throws ConfigFault {
    String all = ConfigRewrite.of(config, "", true);
    assertThat(all).contains("\nhz 10\n", "\nglasshouse-era 7.0\n");
    Config again = new Config(files);
    ConfigReader.load(again, all, "");
    config.get(
        List.of("*"),
        (name, parameter) ->
            assertThat(Objects.requireNonNull(again.find(name)).text())
                .as(name)
                .isEqualTo(parameter.text()));
  }
}
