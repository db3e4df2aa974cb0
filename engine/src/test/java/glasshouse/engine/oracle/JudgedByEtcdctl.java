package glasshouse.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * After each test, etcdctl has to find every bolt file sound that the test leaves in its temporary
 * directory. Without etcdctl the tests run unjudged; see {@link Judge} for when they may.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(JudgedByEtcdctl.Asking.class)
public @interface JudgedByEtcdctl {

  /** Asks when a test has ended, and before its directory goes. */
  final class Asking implements AfterEachCallback {
    private static final int MAGIC_AT = 16;
    private static final int MAGIC = 0xED0CDAED;

    @Override
    public void afterEach(ExtensionContext context) throws IOException, InterruptedException {
      if (Judge.ETCDCTL.decide(context).isDisabled()) {
        return;
      }
      List<Path> directories =
          AnnotationSupport.findAnnotatedFieldValues(
              context.getRequiredTestInstance(), TempDir.class, Path.class);
      assertThat(directories).as("temporary directories to look into").isNotEmpty();
      for (Path directory : directories) {
        for (Path file : bolts(directory)) {
          Etcdctl.Status status = Etcdctl.status(file);
          assertThat(status.exit()).as("%s: %s", file, status.said()).isZero();
        }
      }
    }

    private static List<Path> bolts(Path directory) throws IOException {
      try (Stream<Path> all = Files.walk(directory)) {
        List<Path> bolts = new ArrayList<>();
        for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
          if (isBolt(file)) {
            bolts.add(file);
          }
        }
        return bolts;
      }
    }

    private static boolean isBolt(Path file) throws IOException {
      ByteBuffer start = ByteBuffer.allocate(MAGIC_AT + 4).order(ByteOrder.LITTLE_ENDIAN);
      try (FileChannel channel = FileChannel.open(file)) {
        int read = channel.read(start);
        return read == start.capacity() && start.getInt(MAGIC_AT) == MAGIC;
      }
    }
  }
}
