package glasshouse.engine.config;

import static glasshouse.engine.config.Mark.HIDDEN;
import static glasshouse.engine.config.Mark.IMMUTABLE;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of redis.conf that are known, checked and kept, but have no effect here: so that files
 * written for Redis load, and tools that read them back find what they wrote. What would promise
 * something that is not kept (a cluster, TLS) is refused instead.
 */
final class InertSection extends Section {
  private static final String NO_CLUSTER = "cluster mode is not supported, only 'no' is accepted";
  private static final String NO_TLS = "TLS is not supported, only 'no' is accepted";
  private static final String NO_DEFRAG =
      "Active defragmentation cannot be enabled: it requires a Redis server compiled with a"
          + " modified Jemalloc like the one shipped by default with the Redis source distribution";

  InertSection() {
    system();
    files();
    memoryManagement();
    cluster();
    tls();
  }

  /** Names in braces are known ones, a doubled brace is a brace, and something is left to show. */
  private static @Nullable String titleTemplate(String template) {
    String known = "\\{(title|listen-addr|server-mode|port|tls-port|unixsocket|config-file)}";
    String rest = template.replace("{{", "");
    boolean shows = !rest.replaceAll("\\{(title|unixsocket|config-file)}", "").isBlank();
    return (shows || template.contains("{{")) && !rest.replaceAll(known, "").contains("{")
        ? null
        : "template format is invalid or contains unknown variables";
  }

  private void system() {
    flag("syslog-enabled", false, IMMUTABLE);
    text("syslog-ident", "redis", IMMUTABLE);
    word(
        "syslog-facility",
        "local0",
        "user local0 local1 local2 local3 local4 local5 local6 local7",
        IMMUTABLE);
    flag("always-show-logo", false, IMMUTABLE);
    flag("set-proc-title", true, IMMUTABLE);
    row(
        new TextParameter(
            "proc-title-template",
            "{title} {listen-addr} {server-mode}",
            InertSection::titleTemplate));
    flag("crash-log-enabled", true);
    flag("crash-memcheck-enabled", true);
    flag("use-exit-on-panic", false, HIDDEN);
    flag("disable-thp", true, IMMUTABLE);
    word("oom-score-adj", "no", "no yes relative absolute");
    row(new OomScoresParameter());
    text("ignore-warnings", "");
    number("socket-mark-id", 0, 0, 4294967295L, IMMUTABLE);
    number("io-threads", 1, 1, 128, IMMUTABLE);
    flag("io-threads-do-reads", false, IMMUTABLE);
    text("server_cpulist", "", IMMUTABLE);
    text("bio_cpulist", "", IMMUTABLE);
    text("aof_rewrite_cpulist", "", IMMUTABLE);
    text("bgsave_cpulist", "", IMMUTABLE);
  }

  private void files() {
    flag("aof-rewrite-incremental-fsync", true);
    flag("rdb-save-incremental-fsync", true);
    flag("rdb-del-sync-files", false);
    word("sanitize-dump-payload", "no", "no yes clients");
  }

  private void memoryManagement() {
    flag("activerehashing", true);
    no("activedefrag", NO_DEFRAG);
    memory("active-defrag-ignore-bytes", 100 * MB, 1, LONG);
    number("active-defrag-cycle-min", 1, 1, 99);
    number("active-defrag-cycle-max", 25, 1, 99);
    number("active-defrag-threshold-lower", 10, 0, 1000);
    number("active-defrag-threshold-upper", 100, 0, 1000);
    number("active-defrag-max-scan-fields", 1000, 1, LONG);
    flag("jemalloc-bg-thread", true);
  }

  private void cluster() {
    no("cluster-enabled", NO_CLUSTER, IMMUTABLE);
    text("cluster-config-file", "nodes.conf", IMMUTABLE);
    number("cluster-port", 0, 0, 65535, IMMUTABLE);
    number("cluster-node-timeout", 15000, 0, LONG);
    number("cluster-migration-barrier", 1, 0, INT);
    number("cluster-replica-validity-factor cluster-slave-validity-factor", 10, 0, INT);
    flag("cluster-replica-no-failover cluster-slave-no-failover", false);
    flag("cluster-require-full-coverage", true);
    flag("cluster-allow-reads-when-down", false);
    flag("cluster-allow-pubsubshard-when-down", true);
    flag("cluster-allow-replica-migration", true);
    memory("cluster-link-sendbuf-limit", 0, 0, LONG).unsigned();
    text("cluster-announce-ip", "");
    number("cluster-announce-port", 0, 0, 65535);
    number("cluster-announce-bus-port", 0, 0, 65535);
    number("cluster-announce-tls-port", 0, 0, 65535);
    row(new TextParameter("cluster-announce-hostname", "", InertSection::hostname));
    word("cluster-preferred-endpoint-type", "ip", "ip hostname unknown-endpoint");
  }

  private static @Nullable String hostname(String name) {
    return name.matches("[0-9A-Za-z.-]*")
        ? null
        : "Hostnames may only contain alphanumeric characters, hyphens or dots";
  }

  private static @Nullable String tlsPort(String port) {
    NumberParameter number = new NumberParameter("", NumberParameter.Unit.PLAIN, 0, 0, 65535);
    String problem = number.take(List.of(port), false);
    return problem != null || number.value() == 0
        ? problem
        : "TLS is not supported, only 0 is accepted";
  }

  private void tls() {
    row(new TextParameter("tls-port", "0", InertSection::tlsPort));
    no("tls-cluster", NO_TLS);
    no("tls-replication", NO_TLS);
    word("tls-auth-clients", "yes", "no yes optional");
    text("tls-cert-file", "");
    text("tls-key-file", "");
    text("tls-key-file-pass", "", Mark.SENSITIVE);
    text("tls-client-cert-file", "");
    text("tls-client-key-file", "");
    text("tls-client-key-file-pass", "", Mark.SENSITIVE);
    text("tls-dh-params-file", "");
    text("tls-ca-cert-file", "");
    text("tls-ca-cert-dir", "");
    text("tls-protocols", "");
    text("tls-ciphers", "");
    text("tls-ciphersuites", "");
    flag("tls-prefer-server-ciphers", false);
    flag("tls-session-caching", true);
    number("tls-session-cache-size", 20 * 1024, 0, INT);
    number("tls-session-cache-timeout", 300, 0, INT);
  }
}
