package glasshouse.engine.lab;

import glasshouse.engine.live.os.FilePages;
import glasshouse.engine.port.PageFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file to read that stays open when a store that used it is closed. */
final class OpenPages implements PageFile {
  private final PageFile file;

  OpenPages(Path path) throws IOException {
    file = FilePages.open(path, true);
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public MemorySegment map(long length) throws IOException {
    return file.map(length);
  }

  @Override
  public void write(long position, ByteBuffer bytes) throws IOException {
    file.write(position, bytes);
  }

  @Override
  public void resize(long size) throws IOException {
    file.resize(size);
  }

  @Override
  public void syncData() throws IOException {
    file.syncData();
  }

  @Override
  public void syncAll() throws IOException {
    file.syncAll();
  }

  @Override
  public void close() {
    // Nothing: the next look uses it again.
  }

  /** Closes the file for good. */
  void end() throws IOException {
    file.close();
  }
}
