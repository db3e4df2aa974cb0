package glasshouse.engine.node;

import glasshouse.engine.base.ByteBuilder;
import glasshouse.engine.view.EngineEvent;

/** What a node wants done. The shell carries outputs out in the order they stand in the outbox. */
public sealed interface Output {
  /**
   * Send these bytes; the shell takes them out of the builder and clears it before the next step.
   *
   * @param report whether Unsent with 0 is wanted when all is out; it always comes after an Unsent
   *     with more than 0
   */
  record Send(long link, ByteBuilder bytes, boolean report) implements Output {}

  /**
   * Connect to a server; answered by LinkOpened or LinkClosed with this number.
   *
   * @param source address to connect from if this machine has it; empty for any
   */
  record Open(long link, String host, int port, String source) implements Output {}

  /** Close a link after what was sent before is out; answered by LinkClosed. */
  record Close(long link) implements Output {}

  /** Close a link at once, whatever still waits to be sent; answered by LinkClosed. */
  record Reset(long link) implements Output {}

  /**
   * A disk request. They are carried out in the order they are given. Names are relative to the
   * node's directory; the directory of a name that is written to is created when it is missing.
   */
  sealed interface Disk extends Output {
    /** The number under which the node knows the request, or the open file it is about. */
    long file();
  }

  /** Start a new file under a temporary name; answered by Accepted or Failed. */
  record CreateFile(long file, String temporaryName) implements Disk {}

  /**
   * Add bytes to the file; answered by Accepted or Failed. The array is the shell's from now on.
   */
  record WriteFile(long file, byte[] bytes) implements Disk {}

  /** Sync the file, give it its final name, sync the directory; answered by Committed or Failed. */
  record CommitFile(long file, String finalName) implements Disk {}

  /** Forget the file and remove it. */
  record AbortFile(long file) implements Disk {}

  /** Read a file in parts; answered by Parts, Absent or Failed. */
  record ReadFile(long file, String name) implements Disk {}

  /**
   * Open a file for {@link ReadNext}: what stands there now, whatever comes in its place; answered
   * by Size, Absent or Failed.
   */
  record OpenRead(long file, String name) implements Disk {}

  /** Read on by at most {@code count} bytes; answered by Part, whose last closes the file. */
  record ReadNext(long file, int count) implements Disk {}

  /** Close a file that was opened by {@link OpenRead} and not read to its end; no answer. */
  record EndRead(long file) implements Disk {}

  /**
   * Open a file for {@link Append}, creating it if there is none; answered by Accepted or Failed.
   *
   * @param fresh drop what is in it
   */
  record OpenAppend(long file, String name, boolean fresh) implements Disk {}

  /**
   * Add bytes at the end of an open file, and sync it if asked to; answered by Accepted or Failed.
   * When it fails, what was written of them is cut off again and the file stays open.
   */
  record Append(long file, byte[] bytes, boolean sync) implements Disk {}

  /** Sync an open file; answered by Accepted or Failed. */
  record SyncFile(long file) implements Disk {}

  /** Sync and close an open file; answered by Accepted or Failed. */
  record CloseFile(long file) implements Disk {}

  /** Ask for the size of a file; answered by Size, Absent or Failed. */
  record StatFile(long file, String name) implements Disk {}

  /** Give a file another name, replacing what stands there; answered by Committed or Failed. */
  record RenameFile(long file, String from, String to) implements Disk {}

  /** Cut a file to {@code length} bytes and sync it; answered by Committed or Failed. */
  record TruncateFile(long file, String name, long length) implements Disk {}

  /** Remove a file; answered by Committed, also when there was none, or Failed. */
  record RemoveFile(long file, String name) implements Disk {}

  /** Something worth seeing happened. */
  record Emit(EngineEvent event) implements Output {}

  /** The node has ended; nothing more will come. Exit code 0 for an orderly end. */
  record Exit(int code) implements Output {}
}
