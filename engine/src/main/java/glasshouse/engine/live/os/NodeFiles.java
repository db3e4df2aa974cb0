package glasshouse.engine.live.os;

import glasshouse.engine.node.DiskResult;
import glasshouse.engine.node.Output;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the disk requests of one node in its directory, in order, on a thread of its own. A
 * file is written under a temporary name, synced, renamed, and the directory synced: a reader sees
 * the old content or the new, whatever happens in between.
 */
public final class NodeFiles implements AutoCloseable {
  private static final int PART = 1 << 18;

  private record Writing(Path path, FileChannel channel) {}

  private Path directory;
  private final Consumer<DiskResult> results;
  private final ExecutorService thread;
  private final Map<Long, Writing> open = new HashMap<>();
  private final AppendedFiles appending;
  private final ReadFiles reading = new ReadFiles();
  private volatile boolean closing;

  /**
   * Files under {@code directory}, which is created when it is missing.
   *
   * @param results told of each outcome, on the thread of this object
   * @throws IOException when the directory cannot be made or is not writable; the message names it
   */
  public NodeFiles(Path directory, String threadName, Consumer<DiskResult> results)
      throws IOException {
    Files.createDirectories(directory);
    if (!Files.isWritable(directory)) {
      throw new IOException("directory is not writable: " + directory.toAbsolutePath());
    }
    this.directory = directory;
    this.results = results;
    this.appending = new AppendedFiles(directory);
    this.thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name(threadName).daemon().factory());
  }

  /** From the next request on, files are in {@code other}, which is there. */
  public void enter(Path other) {
    thread.execute(
        () -> {
          directory = other;
          appending.enter(other);
        });
  }

  /** Takes a request; its outcome is told later. */
  public void request(Output.Disk request) {
    thread.execute(() -> carryOut(request));
  }

  private void carryOut(Output.Disk request) {
    switch (request) {
      case Output.CreateFile(long file, String name) ->
          attempt(file, directory.resolve(name), () -> create(file, name));
      case Output.WriteFile(long file, byte[] bytes) ->
          attempt(file, pathOf(file), () -> write(file, bytes));
      case Output.CommitFile(long file, String name) ->
          attempt(file, directory.resolve(name), () -> commit(file, name));
      case Output.AbortFile(long file) -> attempt(file, pathOf(file), () -> abort(file));
      case Output.ReadFile(long file, String name) ->
          attempt(file, directory.resolve(name), () -> read(file, name));
      case Output.OpenRead(long file, String name) ->
          attempt(file, directory.resolve(name), () -> reading.open(file, directory.resolve(name)));
      case Output.ReadNext(long file, int count) ->
          attempt(file, directory, () -> reading.next(file, count));
      case Output.EndRead(long file) -> attempt(file, directory, () -> endRead(file));
      case Output.OpenAppend(long file, String name, boolean fresh) ->
          attempt(file, directory.resolve(name), () -> appending.open(file, name, fresh));
      case Output.Append(long file, byte[] bytes, boolean sync) ->
          attempt(file, appending.path(file), () -> appending.append(file, bytes, sync));
      case Output.SyncFile(long file) ->
          attempt(file, appending.path(file), () -> appending.sync(file));
      case Output.CloseFile(long file) ->
          attempt(file, appending.path(file), () -> appending.close(file));
      case Output.StatFile(long file, String name) ->
          attempt(file, directory.resolve(name), () -> stat(file, name));
      case Output.RenameFile(long file, String from, String to) ->
          attempt(file, directory.resolve(to), () -> rename(file, from, to));
      case Output.TruncateFile(long file, String name, long length) ->
          attempt(file, directory.resolve(name), () -> truncate(file, name, length));
      case Output.RemoveFile(long file, String name) ->
          attempt(file, directory.resolve(name), () -> remove(file, name));
    }
  }

  private interface Work {
    @Nullable DiskResult run() throws IOException;
  }

  private void attempt(long file, Path path, Work work) {
    DiskResult result;
    try {
      result = work.run();
    } catch (IOException failure) {
      discard(file);
      result =
          new DiskResult.Failed(
              file, path + ": " + failure.getClass().getSimpleName() + ": " + words(failure));
    }
    if (result != null) {
      results.accept(result);
    }
  }

  /** What the system would say; Java leaves it out where it has a class for it. */
  private static String words(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "No such file or directory";
      case AccessDeniedException _ -> "Permission denied";
      case FileSystemException named when named.getReason() != null -> named.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }

  private Path pathOf(long file) {
    Writing writing = open.get(file);
    return writing == null ? directory : writing.path;
  }

  private DiskResult create(long file, String name) throws IOException {
    Path path = directory.resolve(name);
    createParent(path, directory);
    FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    open.put(file, new Writing(path, channel));
    return new DiskResult.Accepted(file);
  }

  private @Nullable DiskResult write(long file, byte[] bytes) throws IOException {
    Writing writing = open.get(file);
    if (writing == null) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      writing.channel.write(buffer);
    }
    return new DiskResult.Accepted(file);
  }

  private @Nullable DiskResult commit(long file, String name) throws IOException {
    Writing writing = open.get(file);
    if (writing == null) {
      return null;
    }
    writing.channel.force(true);
    writing.channel.close();
    move(writing.path, directory.resolve(name));
    open.remove(file);
    return new DiskResult.Committed(file);
  }

  private DiskResult rename(long file, String from, String to) throws IOException {
    move(directory.resolve(from), directory.resolve(to));
    return new DiskResult.Committed(file);
  }

  /** Gives a file another name for good: the directory is synced too. */
  private void move(Path from, Path to) throws IOException {
    createParent(to, directory);
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel itself = FileChannel.open(parent(to), StandardOpenOption.READ)) {
      itself.force(true);
    }
  }

  static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  /** Makes the folder of a file where it is missing, but not the node's own: that one has gone. */
  static void createParent(Path path, Path directory) throws IOException {
    Path folder = parent(path);
    if (!folder.equals(directory) && !Files.isDirectory(folder)) {
      Files.createDirectory(folder);
    }
  }

  private DiskResult stat(long file, String name) throws IOException {
    try {
      return new DiskResult.Size(file, Files.size(directory.resolve(name)));
    } catch (NoSuchFileException absent) {
      return new DiskResult.Absent(file);
    }
  }

  private DiskResult truncate(long file, String name, long length) throws IOException {
    try (FileChannel channel =
        FileChannel.open(directory.resolve(name), StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.force(true);
    }
    return new DiskResult.Committed(file);
  }

  private DiskResult remove(long file, String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
    return new DiskResult.Committed(file);
  }

  private @Nullable DiskResult endRead(long file) throws IOException {
    reading.close(file);
    return null;
  }

  private @Nullable DiskResult abort(long file) {
    discard(file);
    return null;
  }

  private void discard(long file) {
    Writing writing = open.remove(file);
    if (writing != null) {
      try {
        writing.channel.close();
        Files.deleteIfExists(writing.path);
      } catch (IOException failure) {
        results.accept(
            new DiskResult.Failed(
                file, writing.path + ": cannot be removed: " + failure.getMessage()));
      }
    }
  }

  private @Nullable DiskResult read(long file, String name) throws IOException {
    Path path = directory.resolve(name);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] part = in.readNBytes(PART);
      while (part.length == PART && !closing) {
        byte[] following = in.readNBytes(PART);
        results.accept(new DiskResult.Part(file, part, following.length == 0));
        if (following.length == 0) {
          return null;
        }
        part = following;
      }
      return new DiskResult.Part(file, part, true);
    } catch (NoSuchFileException absent) {
      return new DiskResult.Absent(file);
    }
  }

  /**
   * Ends the thread after what was asked before is done, at most ten seconds later; a file that is
   * being read is read no further.
   */
  @Override
  public void close() {
    closing = true;
    thread.execute(
        () -> {
          Map.copyOf(open).keySet().forEach(this::discard);
          appending.closeAll();
          reading.closeAll();
        });
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      thread.shutdownNow();
    }
  }
}
