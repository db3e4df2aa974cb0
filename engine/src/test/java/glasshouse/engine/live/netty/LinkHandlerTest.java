package glasshouse.engine.live.netty;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Limits;
import glasshouse.engine.base.LongMap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What comes over a link that is stalled. */
class LinkHandlerTest {
  private final Queue<SocketEvent> events = new ArrayDeque<>();
  private final LongMap<Channel> channels = new LongMap<>();
  private final LinkHandler handler = new LinkHandler(-1, "there", channels, events);
  private final EmbeddedChannel channel = new EmbeddedChannel(handler);

  private void comes(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  /** What has come through since the last look. */
  private String through() {
    StringBuilder out = new StringBuilder();
    for (SocketEvent event = events.poll(); event != null; event = events.poll()) {
      if (event instanceof SocketEvent.Read read) {
        byte[] bytes = new byte[read.length()];
        read.take(bytes);
        out.append(new String(bytes, StandardCharsets.US_ASCII));
      }
    }
    return out.toString();
  }

  @Test
  void nothingIsReadAnyMoreWhenEnoughWaits() {
    String much = "x".repeat(Limits.LINK_ROOM - 1);
    handler.stall(channel, 2);
    comes("abcd");
    comes(much);
    assertThat(through()).isEqualTo("ab");
    assertThat(channel.config().isAutoRead()).isFalse();

    handler.release(channel);
    assertThat(channel.config().isAutoRead()).isTrue();
    assertThat(through()).isEqualTo("cd" + much);
    comes("e");
    assertThat(through()).isEqualTo("e");
  }

  @Test
  void whatWaitsComesBeforeWhatComesNow() {
    handler.stall(channel, 1);
    comes("abcd");
    comes("ef");
    assertThat(through()).isEqualTo("a");
    handler.stall(channel, 4);
    comes("gh");
    assertThat(through()).isEqualTo("bcde");
    assertThat(channel.config().isAutoRead()).isTrue();
    handler.release(channel);
    assertThat(through()).isEqualTo("fgh");
  }

  @Test
  void whatWaitsIsLostWithTheLink() {
    handler.stall(channel, 0);
    comes("abcd");
    assertThat(channel.close().isSuccess()).isTrue();
    assertThat(through()).isEmpty();
    handler.release(channel);
    assertThat(through()).isEmpty();
  }
}
