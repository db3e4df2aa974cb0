package glasshouse.engine.command.acl;

import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.resp.Args;

/**
 * What a command does with the channels among its arguments. Leaving a channel needs no right to
 * it.
 */
enum ChannelUse {
  /** It has none, or leaves them. */
  NONE,
  /** It sends to the channel at argument 1. */
  PUBLISH,
  /** All its arguments are channels to listen to. */
  SUBSCRIBE,
  /** All its arguments are patterns of channels to listen to. */
  PATTERN;

  static ChannelUse of(CommandSpec spec) {
    return switch (spec.name()) {
      case "publish", "spublish" -> PUBLISH;
      case "subscribe", "ssubscribe" -> SUBSCRIBE;
      case "psubscribe" -> PATTERN;
      default -> NONE;
    };
  }

  /** The number of the last argument that is a channel; the first is 1. */
  int last(Args args) {
    return switch (this) {
      case NONE -> 0;
      case PUBLISH -> 1;
      case SUBSCRIBE, PATTERN -> args.count() - 1;
    };
  }
}
