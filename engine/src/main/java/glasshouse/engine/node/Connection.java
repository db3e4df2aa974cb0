package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.command.Client;
import glasshouse.engine.resp.RequestParser;

/** One link with what belongs to it: the parser of what comes in, the buffer of what goes out. */
final class Connection {
  final long link;
  final String peer;
  final String local;
  final Client client;
  final RequestParser parser = new RequestParser();
  final ByteBuilder out = new ByteBuilder(256);
  boolean closing;
  boolean dirty;
  long unsent;

  Connection(long link, String peer, String local, Client client) {
    this.link = link;
    this.peer = peer;
    this.local = local;
    this.client = client;
  }
}
