package glasshouse.engine.live.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;

/** tcp-keepalive: the system asks peers that are silent whether they are still there. */
final class KeepAlive {
  /** Unanswered questions after which a peer is given up. */
  private static final int QUESTIONS = 3;

  private KeepAlive() {}

  /** Has it asked after {@code seconds} of silence, then thrice as often; 0 for never. */
  static void apply(Channel channel, int seconds) {
    if (seconds == 0) {
      return;
    }
    channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
    if (channel instanceof EpollSocketChannel) {
      channel.config().setOption(EpollChannelOption.TCP_KEEPIDLE, seconds);
      channel.config().setOption(EpollChannelOption.TCP_KEEPINTVL, Math.max(1, seconds / 3));
      channel.config().setOption(EpollChannelOption.TCP_KEEPCNT, QUESTIONS);
    }
  }
}
