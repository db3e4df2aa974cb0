package glasshouse.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeTest {
  private final Desk desk = new Desk();

  @Test
  void answersGetAndSet() {
    assertThat(desk.run("GET", "a")).isEqualTo("$-1\r\n");
    assertThat(desk.run("SET", "a", "hello")).isEqualTo("+OK\r\n");
    assertThat(desk.run("get", "a")).isEqualTo("$5\r\nhello\r\n");
    assertThat(desk.run("SET", "a", "12")).isEqualTo("+OK\r\n");
    assertThat(desk.send(2, "GET a\r\n")).isEqualTo("$2\r\n12\r\n");
  }

  @Test
  void answersWhatWasPipelinedInOneBuffer() {
    assertThat(desk.send(1, "SET a 1\r\nGET a\r\n*2\r\n$3\r\nGET\r\n$1\r\na\r\n"))
        .isEqualTo("+OK\r\n$1\r\n1\r\n$1\r\n1\r\n");
  }

  @Test
  void closesAfterAProtocolError() {
    assertThat(desk.send(1, "*1\r\nx")).isEmpty();
    assertThat(desk.send(1, "yz\r\n")).isEqualTo("-ERR Protocol error: expected '$', got 'x'\r\n");
    assertThat(desk.run("GET", "a")).isEmpty();
  }
}
