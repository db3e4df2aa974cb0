package glasshouse.engine.command;

import glasshouse.engine.resp.ReplyWriter;

/** The way to write to a client that has not asked: messages and other pushes. */
public interface ClientOutput {
  /**
   * A writer that adds to what {@code client} is sent, in its protocol; valid until the next call.
   * It is not the writer that the running command answers to, even when that command is the
   * client's own: what is pushed then stands before the answer.
   */
  ReplyWriter push(Client client);
}
