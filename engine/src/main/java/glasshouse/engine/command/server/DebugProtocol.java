package glasshouse.engine.command.server;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.command.Call;
import glasshouse.engine.resp.ErrorReply;
import glasshouse.engine.resp.ReplyWriter;
import java.util.Locale;

/** DEBUG PROTOCOL type: a sample of each type of reply, the same as Redis gives. */
final class DebugProtocol {
  private static final String NAMES =
      "string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false";

  private DebugProtocol() {}

  static boolean run(Call call) {
    ReplyWriter reply = call.reply();
    switch (call.args().text(2).toLowerCase(Locale.ROOT)) {
      case "string" -> reply.bulk("Hello World");
      case "integer" -> reply.integer(12345);
      case "double" -> reply.real("3.141");
      case "null" -> reply.nil();
      case "array" -> {
        reply.array(3);
        numbers(reply);
      }
      case "set" -> {
        reply.set(3);
        numbers(reply);
      }
      case "map" -> {
        reply.map(3);
        for (int i = 0; i < 3; i++) {
          reply.integer(i);
          reply.bool(i == 1);
        }
      }
      case "attrib" -> attribute(reply);
      case "push" -> push(reply);
      case "bignum" -> reply.bigNumber("1234567999999999999999999999999999999");
      case "true" -> reply.bool(true);
      case "false" -> reply.bool(false);
      case "verbatim" -> reply.verbatim("txt", Bytes.of("This is a verbatim\nstring"));
      default ->
          throw new ErrorReply(
              "ERR Wrong protocol type name. Please use one of the following: " + NAMES);
    }
    return true;
  }

  private static void numbers(ReplyWriter reply) {
    for (int i = 0; i < 3; i++) {
      reply.integer(i);
    }
  }

  private static void push(ReplyWriter reply) {
    if (reply.protocol() < 3) {
      throw new ErrorReply("ERR RESP2 is not supported by this command");
    }
    reply.push(2);
    reply.bulk("server-cpu-usage");
    reply.integer(42);
    reply.bulk("Some real reply following the push reply");
  }

  private static void attribute(ReplyWriter reply) {
    if (reply.protocol() == 3) {
      reply.out().put('|').decimal(1).crlf();
      reply.bulk("key-popularity");
      reply.array(2);
      reply.bulk("key:123");
      reply.integer(90);
    }
    reply.bulk("Some real reply following the attribute");
  }
}
