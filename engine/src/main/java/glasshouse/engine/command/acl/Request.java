package glasshouse.engine.command.acl;

import glasshouse.engine.command.CommandSpec;
import glasshouse.engine.command.server.KeyUses;
import glasshouse.engine.resp.Args;
import org.jspecify.annotations.Nullable;

/** A command that a user wants to run; its keys are looked for at most once. */
final class Request {
  final CommandSpec spec;
  final Args args;

  /** The command's number in the {@link Catalogue}. */
  final int number;

  /** Which arguments are channels. */
  final ChannelUse channels;

  private int @Nullable [] keys;

  Request(Catalogue catalogue, CommandSpec spec, Args args) {
    this.spec = spec;
    this.args = args;
    number = catalogue.number(spec);
    channels = ChannelUse.of(spec);
  }

  /** Its keys, as {@link KeyUses#of} gives them. */
  int[] keys() {
    int[] found = keys;
    if (found == null) {
      found = KeyUses.of(spec, args);
      keys = found;
    }
    return found;
  }
}
