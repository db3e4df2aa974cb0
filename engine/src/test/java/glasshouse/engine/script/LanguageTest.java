package glasshouse.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.oracle.Judge;
import glasshouse.engine.oracle.Needs;
import glasshouse.engine.oracle.RedisServer;
import glasshouse.engine.resp.ReplyWriter;
import glasshouse.engine.script.api.RedisLib;
import glasshouse.engine.script.api.ScriptCalls;
import glasshouse.engine.script.vm.SyntaxError;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Scripts of one line and what redis-server 7.0.15 answers to them, byte for byte. */
final class LanguageTest {
  private static final String[] FILES = {"language", "libraries", "syntax"};

  /** A script and the reply to it, line breaks written as {@code \r\n}. */
  record Sample(String script, String reply) {}

  static List<Sample> samples(String file) throws IOException {
    try (InputStream in = LanguageTest.class.getResourceAsStream("/scripts/" + file + ".txt")) {
      List<Sample> out = new ArrayList<>();
      String text = Bytes.text(Objects.requireNonNull(in, file).readAllBytes());
      for (String line : text.split("\n", -1)) {
        int arrow = line.indexOf("\t=> ");
        if (arrow >= 0) {
          out.add(new Sample(line.substring(0, arrow), line.substring(arrow + 4)));
        }
      }
      return out;
    }
  }

  static String shown(byte[] reply) {
    StringBuilder out = new StringBuilder();
    for (byte b : reply) {
      int c = b & 0xff;
      if (c == '\r') {
        out.append("\\r");
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\\') {
        out.append("\\\\");
      } else if (c < 32 || c > 126) {
        out.append("\\x").append(Bytes.text(new byte[] {hex(c >> 4), hex(c & 15)}));
      } else {
        out.append((char) c);
      }
    }
    return out.toString();
  }

  private static byte hex(int digit) {
    return (byte) Character.forDigit(digit, 16);
  }

  /** Commands that the language samples need: none. */
  static class NoCommands implements ScriptCalls {
    @Override
    public boolean call(byte[][] argv, int protocol, ByteBuilder reply) {
      reply.latin("-ERR Unknown Redis command called from script\r\n");
      return false;
    }

    @Override
    public void log(int level, byte[] text) {}

    @Override
    public @Nullable Boolean mayRun(byte[][] argv) {
      return null;
    }

    @Override
    public @Nullable String replicate(int mask) {
      return null;
    }

    @Override
    public boolean replicateEffects() {
      return true;
    }

    @Override
    public boolean logs(int level) {
      return false;
    }

    @Override
    public boolean tick() {
      return false;
    }
  }

  static String ours(ScriptEngine engine, String script, ScriptCalls calls) {
    byte[] body = Bytes.of(script);
    ReplyWriter reply = new ReplyWriter(new ByteBuilder(256), 2);
    try {
      ScriptEngine.Compiled compiled = engine.compile(body);
      String sha = RedisLib.sha1Hex(body);
      engine.run(compiled, sha, new byte[0][], new byte[0][], calls, reply);
    } catch (SyntaxError e) {
      reply.error("ERR Error compiling script (new function): " + e.text());
    }
    return shown(reply.out().toByteArray());
  }

  @Test
  void answers_as_redis_does() throws IOException {
    List<String> wrong = new ArrayList<>();
    ScriptEngine engine = new ScriptEngine(64 << 20, "7.0.15", false);
    for (String file : FILES) {
      for (Sample s : samples(file)) {
        String got = ours(engine, s.script(), new NoCommands());
        if (!got.equals(s.reply())) {
          wrong.add(s.script() + "\n  redis: " + s.reply() + "\n  ours:  " + got);
        }
      }
    }
    assertThat(String.join("\n", wrong)).isEmpty();
  }

  @Test
  @Needs(Judge.REDIS_SERVER)
  void the_samples_are_what_a_real_server_answers() throws IOException {
    List<String> wrong = new ArrayList<>();
    try (RedisServer server = RedisServer.start()) {
      for (String file : FILES) {
        try (JudgeConnection judge = new JudgeConnection(server.port())) {
          for (Sample s : samples(file)) {
            String got = shown(Bytes.of(judge.call("EVAL", s.script(), "0")));
            if (!got.equals(s.reply())) {
              wrong.add(s.script() + "\n  file:  " + s.reply() + "\n  redis: " + got);
            }
          }
        }
      }
    }
    assertThat(String.join("\n", wrong)).isEmpty();
  }
}
