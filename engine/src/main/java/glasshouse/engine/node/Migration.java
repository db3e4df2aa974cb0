package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.base.Bytes;
import glasshouse.engine.base.Numbers;
import glasshouse.engine.command.Call;
import glasshouse.engine.command.Client;
import glasshouse.engine.command.key.Migrator;
import glasshouse.engine.keyspace.Database;
import glasshouse.engine.keyspace.KeyEntry;
import glasshouse.engine.rdb.DumpPayload;
import glasshouse.engine.resp.Args;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hands keys over to another server (MIGRATE). Redis does nothing else meanwhile; here the client
 * waits, and so does every command that may write, so that what arrives there is what is removed
 * here (docs/decisions/0008).
 *
 * <pre>
 * idle        MIGRATE, no link to there      -> connecting
 * idle        MIGRATE, a link is kept        -> asking
 * connecting  link is up                     -> asking: AUTH, SELECT, one RESTORE a key
 * connecting  refused twice                  -> idle, error writing
 * connecting  timeout                        -> idle, error connecting
 * asking      all replies came               -> idle, the link is kept
 * asking      link lost before a first RESTORE was answered, first time -> connecting
 * asking      link lost, timeout             -> idle, error reading
 * </pre>
 */
final class Migration implements Migrator {
  /** Carries the command out that waited, with its outcome. */
  @FunctionalInterface
  interface Rest {
    void runAgain(Client client, Args args);
  }

  /** What a reply line answers. */
  private enum Question {
    AUTH,
    SELECT,
    RESTORE
  }

  /** One MIGRATE under way. */
  private static final class Run {
    final Client client;
    final Args args;
    final Database from;
    final Request request;
    final List<Question> questions = new ArrayList<>();
    final List<byte[]> sent = new ArrayList<>();
    final List<byte[]> taken = new ArrayList<>();
    int answered;
    int restored;
    boolean mayRetry = true;

    /** AUTH or SELECT was refused: what RESTORE answers then is about another place. */
    boolean astray;

    @Nullable String refusal;
    long deadline;

    Run(Call call, Request request) {
      client = call.client();
      args = call.args().copy();
      from = call.db();
      this.request = request;
    }
  }

  private final Core core;
  private final MigrationLinks links;
  private final Rest rest;
  private final ByteBuilder in = new ByteBuilder(64);
  private @Nullable Run run;
  private MigrationLinks.@Nullable Link link;
  private @Nullable Outcome outcome;

  Migration(Core core, Rest rest) {
    this.core = core;
    this.rest = rest;
    links = new MigrationLinks(core);
  }

  /** True while commands that may write have to wait. */
  boolean running() {
    return run != null;
  }

  /** Links that are kept for the next MIGRATE, and the one in use. */
  int links() {
    return links.size();
  }

  /** True while this client waits for its keys to be handed over. */
  boolean waits(Client client) {
    return run != null && run.client == client;
  }

  @Override
  public @Nullable Outcome outcome() {
    return outcome;
  }

  @Override
  public void begin(Call call, Request request) {
    Run begun = new Run(call, request);
    run = begun;
    Connection connection = core.connectionOf(begun.client);
    if (connection != null) {
      connection.waiting = true;
    }
    connect(begun);
  }

  private void connect(Run now) {
    now.deadline = core.now + now.request.timeout();
    MigrationLinks.Link to = links.get(now.request.host(), now.request.port());
    link = to;
    if (to.up) {
      ask(now, to);
    }
  }

  private void ask(Run now, MigrationLinks.Link to) {
    now.questions.clear();
    now.sent.clear();
    now.answered = 0;
    now.astray = false;
    now.deadline = core.now + now.request.timeout();
    in.clear();
    ByteBuilder out = new ByteBuilder(256);
    Request request = now.request;
    byte[] password = request.password();
    byte[] user = request.user();
    if (password != null) {
      put(now, Question.AUTH, out, Bytes.of("AUTH"), user, password);
    }
    if (to.database != request.database()) {
      put(now, Question.SELECT, out, Bytes.of("SELECT"), Numbers.decimal(request.database()));
    }
    for (byte[] key : request.keys()) {
      KeyEntry entry = now.from.find(key, core.now);
      if (entry != null) {
        boolean expires = entry.expireAt() != KeyEntry.NEVER;
        long ttl = expires ? Math.max(1, entry.expireAt() - core.now) : 0;
        byte[] replace = request.replace() ? Bytes.of("REPLACE") : null;
        byte[] payload = DumpPayload.of(entry.value());
        byte[] restore = Bytes.of("RESTORE");
        put(now, Question.RESTORE, out, restore, key, Numbers.decimal(ttl), payload, replace);
        now.sent.add(key);
      }
    }
    core.outbox.add(new Output.Send(to.number, out, false));
    if (now.sent.isEmpty()) {
      finish(now, to, null);
    }
  }

  private static void put(
      Run now, Question question, ByteBuilder out, byte @Nullable [] @Nullable ... words) {
    List<byte[]> given = new ArrayList<>();
    for (byte[] word : Objects.requireNonNull(words)) {
      if (word != null) {
        given.add(word);
      }
    }
    now.questions.add(question);
    Args.of(given.toArray(new byte[0][])).encode(out);
  }

  /** True for a link that was opened here. */
  boolean owns(long number) {
    return links.find(number) != null;
  }

  /** A link of ours is up. */
  void opened(long number) {
    MigrationLinks.Link to = links.find(number);
    Run now = run;
    if (to != null) {
      to.up = true;
      if (now != null && to == link) {
        ask(now, to);
      }
    }
  }

  /** Replies arrived. */
  void arrived(long number, byte[] bytes, int offset, int length) {
    Run now = run;
    MigrationLinks.Link from = link;
    if (now == null || from == null || from.number != number) {
      return;
    }
    in.put(bytes, offset, length);
    now.deadline = core.now + now.request.timeout();
    int begin = 0;
    for (int i = 0; i < in.length() && run == now; i++) {
      if (in.array()[i] == '\n') {
        answered(now, from, in.toString().substring(begin, i).stripTrailing());
        begin = i + 1;
      }
    }
    in.discard(Math.min(begin, in.length()));
  }

  private void answered(Run now, MigrationLinks.Link from, String line) {
    if (now.answered == now.questions.size()) {
      return;
    }
    boolean refused = line.startsWith("-");
    if (refused) {
      from.database = MigrationLinks.UNKNOWN;
      now.refusal = now.refusal == null ? line.substring(1) : now.refusal;
    }
    if (now.questions.get(now.answered++) != Question.RESTORE) {
      now.astray |= refused;
    } else {
      byte[] key = now.sent.get(now.restored++);
      if (!refused && !now.astray) {
        now.taken.add(key);
      }
    }
    if (now.answered == now.questions.size()) {
      String error = now.refusal;
      finish(now, from, error == null ? null : "ERR Target instance replied with error: " + error);
    }
  }

  /** A link of ours is gone. */
  void closed(long number) {
    MigrationLinks.Link gone = links.remove(number);
    Run now = run;
    if (gone == null || now == null || gone != link) {
      return;
    }
    if (now.mayRetry && now.restored == 0 && now.refusal == null) {
      now.mayRetry = false;
      connect(now);
    } else {
      // Redis notices that nobody listens only when it writes
      fail(now, (gone.up ? "reading" : "writing") + " to target instance");
    }
  }

  private void fail(Run now, String what) {
    String refusal = now.refusal;
    finish(
        now,
        null,
        refusal == null
            ? "IOERR error or timeout " + what
            : "ERR Target instance replied with error: " + refusal);
  }

  private void finish(Run now, MigrationLinks.@Nullable Link to, @Nullable String error) {
    if (to != null && error == null) {
      to.database = now.request.database();
    }
    if (to != null) {
      to.usedAt = core.now;
    }
    run = null;
    link = null;
    in.clear();
    outcome = new Outcome(now.request.copy() ? List.of() : now.taken, error);
    rest.runAgain(now.client, now.args);
    outcome = null;
    core.connections.forEach(
        connection -> {
          if (connection.postponed != null) {
            core.resumed.add(connection);
          }
        });
  }

  /** Gives up what took too long, and closes links that nobody used for a while. */
  void tick() {
    Run now = run;
    MigrationLinks.Link slow = link;
    if (now != null && slow != null && core.now >= now.deadline) {
      links.drop(slow);
      fail(now, slow.up ? "reading to target instance" : "connecting to the client");
    }
    links.closeIdle(link);
  }

  /** Unix milliseconds of the next deadline, or {@code Long.MAX_VALUE}. */
  long nextDeadline() {
    return Math.min(run == null ? Long.MAX_VALUE : run.deadline, links.nextDeadline(link));
  }
}
