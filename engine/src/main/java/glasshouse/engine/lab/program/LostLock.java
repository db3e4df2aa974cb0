package glasshouse.engine.lab.program;

import glasshouse.engine.lab.Bench;
import glasshouse.engine.lab.Program;
import glasshouse.engine.lock.FileHold;
import glasshouse.engine.view.LabView.Choice;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A lock that is lost because somebody looked at the file. */
public final class LostLock implements Program {
  private static final String FLOCK = "with-flock";
  private static final String KERNEL = "lock by the kernel";
  private static final String JAVA = "lock by Java";

  private static final Card CARD =
      new Card(
          "lost-lock",
          "The lock that a look takes away",
          "A service locks its file with Java's FileChannel, and somewhere else looks at its size.",
          List.of(
              new Choice("as-written", "The lock is FileChannel.lock, which fcntl makes."),
              new Choice(FLOCK, "The lock is flock(2), which belongs to one opening of the file.")),
          List.of(
              new Choice("hold", "Lock the file and work with it for a long time."),
              new Choice("look", "Read the file, as a metric or a backup does.")));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Service start(Bench bench, String variant) throws IOException {
    Files.writeString(bench.file(), "precious");
    return new Locked(bench, variant.equals(FLOCK));
  }

  /** The service. */
  private record Locked(Bench bench, boolean flock) implements Service {
    @Override
    public String request(List<String> words) throws IOException, InterruptedException {
      return switch (words.getFirst()) {
        case "hold" -> flock ? holdByFlock() : holdByChannel();
        case "look" -> look();
        default -> throw new IllegalArgumentException("this service knows: hold, look");
      };
    }

    private String holdByChannel() throws IOException, InterruptedException {
      try (FileChannel channel = FileChannel.open(bench.file(), StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        bench.fact(JAVA, valid(lock));
        bench.fact(KERNEL, byTheKernel());
        bench.linger("it works, and believes the file is its own");
        bench.fact(JAVA, valid(lock));
        return "lock by Java: " + valid(lock) + ", by the kernel: " + byTheKernel();
      }
    }

    private static String valid(FileLock lock) {
      return lock.isValid() ? "held" : "not held";
    }

    private String holdByFlock() throws IOException, InterruptedException {
      try (FileHold _ = FileHold.take(bench.registry(), bench.file(), false, 0, "the service")) {
        bench.fact(KERNEL, byTheKernel());
        bench.linger("it works, and the file is its own");
        return "by the kernel: " + byTheKernel();
      }
    }

    private String look() throws IOException {
      // To read is to open and to close: with that all of this process' fcntl locks are gone.
      int length = Files.readAllBytes(bench.file()).length;
      bench.fact(KERNEL, byTheKernel());
      return length + " bytes";
    }

    /** What /proc/locks says of this process and this file. */
    private String byTheKernel() throws IOException {
      Path locks = Path.of("/proc/locks");
      if (!Files.isReadable(locks)) {
        return "unknown here";
      }
      String inode = ":" + Files.getAttribute(bench.file(), "unix:ino") + " ";
      for (String line : Files.readAllLines(locks)) {
        if (line.contains(inode) && !line.contains("->")) {
          return "held";
        }
      }
      return "not held";
    }
  }
}
