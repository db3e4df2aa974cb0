package glasshouse.engine.judge;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.resp.Args;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connection that speaks RESP to a server on a port of this machine, ours or the real one. A
 * reply is a text: {@code "value"}, {@code (nil)}, {@code :7}, {@code +OK}, {@code -ERR why},
 * {@code [a, b]}; bytes are shown as latin-1. What RESP3 added keeps its mark in front: {@code %[k,
 * v]}, {@code ~[a]}, {@code ,1.5}, {@code #t}, {@code _}, {@code ="txt:words"}.
 */
final class Talk implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  Talk(int port) {
    this(connected(port));
  }

  /** The other end of an accepted connection. */
  Talk(Socket accepted) {
    try {
      socket = accepted;
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket connected(int port) {
    try {
      return new Socket("127.0.0.1", port);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port, e);
    }
  }

  /** Asks and awaits the answer. */
  String run(String... words) {
    send(words);
    return reply();
  }

  /** Asks in one line whose words have no blanks. */
  String line(String command) {
    return run(command.split(" "));
  }

  /** Asks without awaiting the answer. */
  void send(String... words) {
    ByteBuilder request = new ByteBuilder(64);
    Args.of(words).encode(request);
    raw(request.toByteArray());
  }

  /** Asks for all of them at once, without awaiting the answers. */
  void sendAll(Iterable<String[]> commands) {
    ByteBuilder requests = new ByteBuilder(1 << 14);
    for (String[] words : commands) {
      Args.of(words).encode(requests);
    }
    raw(requests.toByteArray());
  }

  /** Sends bytes as they are. */
  void raw(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends characters as they are. */
  void raw(String characters) {
    raw(Bytes.of(characters));
  }

  /** No more will be sent; answers can still be read. */
  void finish() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next answer. */
  String reply() {
    try {
      return value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line, without its end. */
  String line() {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          throw new EOFException("closed after '" + line + "'");
        }
        line.write(b);
      }
      String text = line.toString(StandardCharsets.ISO_8859_1);
      return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads until {@code mark} has come; how many bytes came before it. */
  long until(String mark) {
    try {
      byte[] wanted = Bytes.of(mark);
      long count = 0;
      for (int same = 0; same < wanted.length; count++) {
        int b = in.read();
        if (b < 0) {
          throw new EOFException("closed after " + count + " bytes");
        }
        same = b == (wanted[same] & 0xFF) ? same + 1 : b == (wanted[0] & 0xFF) ? 1 : 0;
      }
      return count - wanted.length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads over so many bytes. */
  void skip(int count) {
    try {
      in.skipNBytes(count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next bytes, as characters. */
  String bytes(int count) {
    try {
      return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything until the other side closes. */
  String untilClosed() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private String value() throws IOException {
    String line = line();
    if (line.isEmpty()) {
      return value();
    }
    return switch (line.charAt(0)) {
      case '$' -> bulk(Integer.parseInt(line.substring(1)));
      case '*' -> array(Integer.parseInt(line.substring(1)));
      case '%' -> "%" + array(2 * Integer.parseInt(line.substring(1)));
      case '~', '>' -> line.charAt(0) + array(Integer.parseInt(line.substring(1)));
      case '=' -> "=" + bulk(Integer.parseInt(line.substring(1)));
      default -> line;
    };
  }

  private String bulk(int length) throws IOException {
    if (length < 0) {
      return "(nil)";
    }
    byte[] bytes = in.readNBytes(length + 2);
    if (bytes.length < length + 2) {
      throw new EOFException("closed within a string");
    }
    return '"' + Bytes.text(bytes).substring(0, length) + '"';
  }

  private String array(int length) throws IOException {
    if (length < 0) {
      return "(nil)";
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      values.add(value());
    }
    return values.toString();
  }

  /** The fields of a section of INFO. */
  Map<String, String> info(String section) {
    String text = run("INFO", section);
    Map<String, String> fields = new TreeMap<>();
    text.lines()
        .filter(line -> line.indexOf(':') > 0)
        .forEach(
            line ->
                fields.put(
                    line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1)));
    return fields;
  }

  /** One field of INFO, as a number. */
  long number(String section, String field) {
    String value = info(section).get(field);
    if (value == null) {
      throw new AssertionError("INFO " + section + " lacks " + field);
    }
    return Long.parseLong(value);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
