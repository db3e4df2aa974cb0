package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where links come from (bind-source-addr), as redis-server 7.0.15 has it. */
@Needs(Judge.REDIS_SERVER)
class LinkSourceTest {
  @TempDir Path directory;

  @Test
  void theLinkToAMasterLeavesFromTheAddressThatWasSet() throws IOException {
    assertThat(sourceOf("127.0.0.2")).isEqualTo("127.0.0.2");
  }

  @Test
  void anAddressOfAnotherMachineIsPassedOver() throws IOException {
    assertThat(sourceOf("192.0.2.1")).isEqualTo("127.0.0.1");
  }

  @Test
  void theLinkOfMigrateDoesNot() throws Exception {
    assertThat(Both.same(this::sourceOfMigrate)).isEqualTo("127.0.0.1");
  }

  private String sourceOfMigrate(char kind) throws Exception {
    try (ServerSocket target = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Server server = Server.start(kind, "b" + kind, directory, "bind-source-addr 127.0.0.2")) {
      target.setSoTimeout(20_000);
      server.talk().line("SET a 1");
      server
          .talk()
          .send("MIGRATE", "127.0.0.1", String.valueOf(target.getLocalPort()), "a", "0", "1000");
      try (Socket link = target.accept()) {
        return link.getInetAddress().getHostAddress();
      }
    }
  }

  private String sourceOf(String set) throws IOException {
    try (ServerSocket master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LiveServer ours = LiveServer.start(directory);
        Talk replica = ours.talk()) {
      master.setSoTimeout(20_000);
      assertThat(replica.line("CONFIG SET bind-source-addr " + set)).isEqualTo("+OK");
      replica.run("REPLICAOF", "127.0.0.1", String.valueOf(master.getLocalPort()));
      try (Socket link = master.accept()) {
        return link.getInetAddress().getHostAddress();
      }
    }
  }
}
