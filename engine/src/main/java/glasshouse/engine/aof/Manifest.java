package glasshouse.engine.aof;

import glasshouse.engine.base.Quoting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which files make up an append only file (Redis 7.0, aof.c): a base, increments that follow it,
 * and files that are to be removed. Unchangeable: a change is a new manifest, which counts once it
 * stands on the disk.
 *
 * @param fileName what the names of all parts begin with
 * @param base the data set at one moment, or null
 * @param history parts to be removed, in the order they became useless
 * @param increments commands since the base, oldest first
 * @param lastBase highest number a base ever had, 0 for none
 * @param lastIncrement highest number an increment ever had, 0 for none
 */
public record Manifest(
    String fileName,
    @Nullable AofPart base,
    List<AofPart> history,
    List<AofPart> increments,
    long lastBase,
    long lastIncrement) {

  /** The manifest of an append only file that was never written. */
  public static Manifest none(String fileName) {
    return new Manifest(fileName, null, List.of(), List.of(), 0, 0);
  }

  /** True when there is nothing to load. */
  public boolean isEmpty() {
    return base == null && increments.isEmpty();
  }

  /** The file that holds the manifest. */
  public String ownName() {
    return fileName + ".manifest";
  }

  /** Base and increments in the order they are loaded. */
  public List<AofPart> loaded() {
    List<AofPart> parts = new ArrayList<>();
    if (base != null) {
      parts.add(base);
    }
    parts.addAll(increments);
    return parts;
  }

  /** With a new base; the one there was becomes history. */
  public Manifest withBase(boolean rdb) {
    long number = lastBase + 1;
    String name = fileName + "." + number + ".base." + (rdb ? "rdb" : "aof");
    return withBase(new AofPart(name, number, AofPart.Type.BASE));
  }

  /** With this base; the one there was becomes history. */
  public Manifest withBase(AofPart next) {
    List<AofPart> old = new ArrayList<>(history);
    if (base != null) {
      // Redis puts it first.
      old.addFirst(past(base));
    }
    return new Manifest(fileName, next, old, increments, next.sequence(), lastIncrement);
  }

  /** With one more increment at the end. */
  public Manifest withIncrement() {
    long number = lastIncrement + 1;
    List<AofPart> all = new ArrayList<>(increments);
    all.add(new AofPart(fileName + "." + number + ".incr.aof", number, AofPart.Type.INCR));
    return new Manifest(fileName, base, history, all, lastBase, number);
  }

  /** The base has what all increments but the last {@code kept} say: they become history. */
  public Manifest withRewritten(int kept) {
    int gone = Math.max(0, increments.size() - kept);
    List<AofPart> old = new ArrayList<>(history);
    for (AofPart part : increments.subList(0, gone).reversed()) {
      old.addFirst(past(part));
    }
    List<AofPart> left = List.copyOf(increments.subList(gone, increments.size()));
    return new Manifest(fileName, base, old, left, lastBase, lastIncrement);
  }

  /** Without history: its files are gone. */
  public Manifest withoutHistory() {
    return new Manifest(fileName, base, List.of(), increments, lastBase, lastIncrement);
  }

  private static AofPart past(AofPart part) {
    return new AofPart(part.name(), part.sequence(), AofPart.Type.HIST);
  }

  /** The text of the file, in ISO 8859-1. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (base != null) {
      line(text, base);
    }
    history.forEach(part -> line(text, part));
    increments.forEach(part -> line(text, part));
    return text.toString();
  }

  private static void line(StringBuilder text, AofPart part) {
    String name = part.name();
    boolean plain = name.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\');
    text.append("file ")
        .append(plain ? name : Quoting.quote(name))
        .append(" seq ")
        .append(part.sequence())
        .append(" type ")
        .append(part.type().letter)
        .append('\n');
  }
}
