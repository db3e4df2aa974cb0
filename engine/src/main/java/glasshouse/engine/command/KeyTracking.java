package glasshouse.engine.command;

import glasshouse.engine.base.Bytes;
import java.util.EnumSet;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether and how one client wants to be told of changed keys (CLIENT TRACKING). The registry of
 * the connection family keeps it in step with its own books; nobody else changes it.
 */
public final class KeyTracking {
  /** What CLIENT TRACKING ON can be asked for. */
  public enum Option {
    /** All keys with a prefix, whether they were read or not. */
    BCAST,
    /** Only keys of commands announced with CLIENT CACHING YES. */
    OPTIN,
    /** All keys but those of commands announced with CLIENT CACHING NO. */
    OPTOUT,
    /** Not what the client changes itself. */
    NOLOOP
  }

  private final EnumSet<Option> options = EnumSet.noneOf(Option.class);
  private final SortedSet<byte[]> prefixes = new TreeSet<>(Bytes::compare);
  private int countedPrefixes;
  private long prefixNodes;
  private boolean on;
  private boolean caching;
  private boolean broken;
  private long redirect;

  /** True between CLIENT TRACKING ON and OFF. */
  public boolean on() {
    return on;
  }

  /** True when it is on with this option. */
  public boolean is(Option option) {
    return options.contains(option);
  }

  /** Turns it on, or changes what was asked for; prefixes are added apart. */
  public void start(long redirectTo, EnumSet<Option> wanted) {
    on = true;
    broken = false;
    redirect = redirectTo;
    options.clear();
    options.addAll(wanted);
  }

  /** Turns it off. */
  public void stop() {
    on = false;
    broken = false;
    caching = false;
    options.clear();
    prefixes.clear();
    countedPrefixes = 0;
    prefixNodes = 0;
  }

  /** The id of the client that is told instead of this one; 0 for none. */
  public long redirect() {
    return redirect;
  }

  /** The prefixes of {@link Option#BCAST}, in the order of their bytes. */
  public SortedSet<byte[]> prefixes() {
    return prefixes;
  }

  /** Nodes of the radix tree in which Redis keeps the prefixes. */
  public long prefixNodes() {
    if (countedPrefixes != prefixes.size()) {
      countedPrefixes = prefixes.size();
      prefixNodes = RadixNodes.of(prefixes);
    }
    return prefixNodes;
  }

  /** True when CLIENT CACHING announced the next command (or transaction). */
  public boolean caching() {
    return caching;
  }

  /** Sets {@link #caching()}. */
  public void caching(boolean yes) {
    caching = yes;
  }

  /** True when keys of the command under way are to be remembered. */
  public boolean remembers() {
    return on
        && !is(Option.BCAST)
        && (!is(Option.OPTIN) || caching)
        && (!is(Option.OPTOUT) || !caching);
  }

  /** True when the client to be told instead turned out to be gone. */
  public boolean broken() {
    return broken;
  }

  /** Notes {@link #broken()}. */
  public void breakRedirect() {
    broken = true;
  }
}
