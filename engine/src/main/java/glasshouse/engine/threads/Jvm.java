package glasshouse.engine.threads;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * A JVM whose threads are looked at: this one, or another of the same user, reached as jconsole
 * reaches it. The other one starts its management agent for that, which listens to this machine
 * only.
 */
public final class Jvm implements AutoCloseable {
  private final long pid;
  private final MBeanServerConnection beans;
  private final ThreadMXBean threads;
  private final @Nullable JMXConnector connector;

  private Jvm(long pid, MBeanServerConnection beans, @Nullable JMXConnector connector)
      throws IOException {
    this.pid = pid;
    this.beans = beans;
    this.connector = connector;
    threads =
        ManagementFactory.newPlatformMXBeanProxy(
            beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
  }

  /** The JVM that this code runs in. */
  public static Jvm here() throws IOException {
    return new Jvm(ProcessHandle.current().pid(), ManagementFactory.getPlatformMBeanServer(), null);
  }

  /**
   * Another JVM.
   *
   * @throws IOException when there is none with this number, or it does not let itself be looked at
   */
  public static Jvm of(long pid) throws IOException {
    if (pid == ProcessHandle.current().pid()) {
      return here();
    }
    if (ProcessHandle.of(pid).isEmpty()) {
      throw new IOException("there is no process " + pid);
    }
    requireJvm(pid);
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        JMXConnector connector = connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        return new Jvm(pid, connector.getMBeanServerConnection(), connector);
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("process %d is no JVM that can be looked at: %s".formatted(pid, e), e);
    }
  }

  /** The address is of this machine, and given by a process of the same user. */
  @SuppressWarnings("BanJNDI")
  private static JMXConnector connect(JMXServiceURL address) throws IOException {
    return JMXConnectorFactory.connect(address);
  }

  /** What is no JVM would not answer, and be waited for some seconds. */
  private static void requireJvm(long pid) throws IOException {
    Path maps = Path.of("/proc", Long.toString(pid), "maps");
    if (!Files.exists(maps)) {
      return;
    }
    try (Stream<String> lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
      if (lines.noneMatch(line -> line.contains("libjvm"))) {
        throw new IOException("process %d is no JVM".formatted(pid));
      }
    } catch (AccessDeniedException | UncheckedIOException e) {
      throw new IOException("process %d is not ours to look into".formatted(pid), e);
    }
  }

  /** The number of its process. */
  public long pid() {
    return pid;
  }

  /** Whether it is the one that this code runs in. */
  boolean isHere() {
    return connector == null;
  }

  ThreadMXBean threads() {
    return threads;
  }

  /**
   * Has the JVM carry out a command as jcmd does.
   *
   * @return what it says; empty when it knows no such command
   */
  String command(String name, String... arguments) throws IOException {
    try {
      Object said =
          beans.invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              name,
              new Object[] {arguments},
              new String[] {String[].class.getName()});
      return String.valueOf(said);
    } catch (InstanceNotFoundException | javax.management.ReflectionException _) {
      return "";
    } catch (JMException e) {
      throw new IOException("process %d: %s: %s".formatted(pid, name, e), e);
    }
  }

  @Override
  public void close() throws IOException {
    if (connector != null) {
      connector.close();
    }
  }
}
