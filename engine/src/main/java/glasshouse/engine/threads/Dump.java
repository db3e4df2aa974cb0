package glasshouse.engine.threads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import glasshouse.engine.view.ThreadName;
import java.io.IOException;
import java.lang.management.LockInfo;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All threads of a JVM. The platform's come from its ThreadMXBean; the virtual ones, which that
 * does not know, from the file that a newer JVM writes; and who waits for a class to be initialised
 * only the text says that jstack prints.
 */
final class Dump {
  private static final int DEEPEST = 500;

  private static final Pattern FRAME =
      Pattern.compile(
          "(?:(?<module>[^/()]*)/)?(?<class>[^()]+)\\.(?<method>[^.()]+)"
              + "\\((?<file>[^:)]*)(?::(?<line>\\d+))?\\)");

  private static final Pattern HEADING = Pattern.compile("^\".*\" #(?<id>\\d+) .*");

  private static final Pattern CLASS =
      Pattern.compile(".*- waiting on the Class initialization monitor for (?<name>\\S+)");

  private Dump() {}

  /**
   * All threads now.
   *
   * @param virtual also all virtual ones, by {@link Inspector#withVirtual}
   * @param known virtual threads of this JVM that are shown in any case
   */
  static List<Seen> of(Jvm jvm, boolean virtual, Set<Thread> known) throws IOException {
    List<Seen> all = new ArrayList<>();
    ThreadInfo[] infos = jvm.threads().dumpAllThreads(true, true, DEEPEST);
    long[] ids = new long[infos.length];
    for (int i = 0; i < infos.length; i++) {
      ids[i] = infos[i].getThreadId();
    }
    long[] cpu = jvm.threads().getThreadCpuTime(ids);
    boolean initialising = false;
    for (int i = 0; i < infos.length; i++) {
      Seen seen = platform(infos[i], cpu[i] < 0 ? -1 : cpu[i] / 1_000_000);
      initialising |= seen.isIn("", "<clinit>", DEEPEST);
      all.add(seen);
    }
    if (virtual) {
      all.addAll(virtual(jvm));
    } else {
      known.stream().filter(Thread::isVirtual).map(Dump::known).forEach(all::add);
    }
    return initialising ? withClasses(all, jvm.command("threadPrint")) : all;
  }

  private static Seen platform(ThreadInfo info, long cpuMillis) {
    List<Seen.Owned> owned = new ArrayList<>();
    LockInfo blocker = info.getLockInfo();
    String what = blocker == null ? "" : blocker.toString();
    for (MonitorInfo monitor : info.getLockedMonitors()) {
      owned.add(new Seen.Owned(monitor.toString(), true, monitor.getLockedStackDepth()));
    }
    for (LockInfo lock : info.getLockedSynchronizers()) {
      owned.add(new Seen.Owned(lock.toString(), false, -1));
    }
    return new Seen(
        ThreadName.of(info.getThreadId(), info.getThreadName(), false, true),
        info.getThreadState().toString(),
        List.of(info.getStackTrace()),
        what,
        info.getLockOwnerId(),
        withoutOwnWait(owned, what),
        "",
        cpuMillis);
  }

  /** A thread that waits to be notified has let go of the monitor, though its frame has it. */
  private static List<Seen.Owned> withoutOwnWait(List<Seen.Owned> owned, String blocker) {
    return owned.stream().filter(one -> !one.what().equals(blocker)).toList();
  }

  private static List<Seen> virtual(Jvm jvm) throws IOException {
    Path file = Files.createTempFile("glasshouse-threads", ".json");
    try {
      String said = jvm.command("threadDumpToFile", "-format=json", "-overwrite", file.toString());
      if (said.isEmpty() || Files.size(file) == 0) {
        return List.of();
      }
      List<Seen> all = new ArrayList<>();
      JsonNode dump = new ObjectMapper().readTree(file.toFile()).path("threadDump");
      for (JsonNode container : dump.path("threadContainers")) {
        for (JsonNode thread : container.path("threads")) {
          if (thread.path("virtual").asBoolean()) {
            all.add(virtual(thread));
          }
        }
      }
      return all;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Seen known(Thread thread) {
    return new Seen(
        ThreadName.of(thread),
        thread.getState().toString(),
        List.of(thread.getStackTrace()),
        "",
        -1,
        List.of(),
        "",
        -1);
  }

  private static Seen virtual(JsonNode thread) {
    List<StackTraceElement> stack = new ArrayList<>();
    thread.path("stack").forEach(line -> stack.add(frame(line.asText())));
    List<Seen.Owned> owned = new ArrayList<>();
    for (JsonNode frame : thread.path("monitorsOwned")) {
      for (JsonNode lock : frame.path("locks")) {
        owned.add(new Seen.Owned(lock.asText(), true, frame.path("depth").asInt(-1)));
      }
    }
    String blocker = thread.path("parkBlocker").path("object").asText();
    for (String name : new String[] {"blockedOn", "waitingOn"}) {
      blocker = thread.path(name).asText(blocker);
    }
    return new Seen(
        ThreadName.of(thread.path("tid").asLong(), thread.path("name").asText(), true, true),
        thread.path("state").asText(),
        stack,
        blocker,
        -1,
        withoutOwnWait(owned, blocker),
        "",
        -1);
  }

  static StackTraceElement frame(String text) {
    Matcher parts = FRAME.matcher(text);
    if (!parts.matches()) {
      return new StackTraceElement(text, "", null, -1);
    }
    String file = parts.group("file");
    boolean inside = file.equals("Native Method");
    String line = parts.group("line");
    return new StackTraceElement(
        null,
        parts.group("module"),
        null,
        parts.group("class"),
        parts.group("method"),
        inside ? null : file,
        inside ? -2 : line == null ? -1 : Integer.parseInt(line));
  }

  private static List<Seen> withClasses(List<Seen> all, String print) {
    Map<Long, String> classes = new HashMap<>();
    long thread = -1;
    for (String line : print.lines().toList()) {
      Matcher heading = HEADING.matcher(line);
      Matcher wait = CLASS.matcher(line);
      if (heading.matches()) {
        thread = Long.parseLong(heading.group("id"));
      } else if (wait.matches()) {
        classes.put(thread, wait.group("name"));
      }
    }
    return all.stream()
        .map(
            seen -> {
              String name = classes.get(seen.thread().id());
              return name == null ? seen : seen.waitingForClass(name);
            })
        .toList();
  }
}
