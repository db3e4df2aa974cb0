package glasshouse.engine.command.server;

import java.util.List;

/**
 * Where the memory of a node has gone, in bytes, by its own account.
 *
 * @param peak the most that was ever used
 * @param used all that is used now
 * @param startup what an empty node uses
 * @param backlog the replication backlog
 * @param replicas what replicas have not been sent yet
 * @param clients buffers of ordinary clients
 * @param aof what is to be written to the append only file
 * @param scripts the script cache
 * @param functions libraries of functions
 * @param databases tables of the databases that are not empty
 * @param keys number of keys
 * @param resident what the operating system says the process holds; {@code used} if it says nothing
 */
public record MemoryFigures(
    long peak,
    long used,
    long startup,
    long backlog,
    long replicas,
    long clients,
    long aof,
    long scripts,
    long functions,
    List<Tables> databases,
    long keys,
    long resident) {
  /** The tables of one database: of its keys, and of their expiries. */
  public record Tables(int database, long main, long expires) {}

  /** All that is not data. */
  public long overhead() {
    long tables = databases.stream().mapToLong(t -> t.main() + t.expires()).sum();
    return startup + backlog + replicas + clients + aof + scripts + functions + tables;
  }

  /** Keys and values. */
  public long dataset() {
    return used - overhead();
  }

  /** Data as a part of what is used beyond {@link #startup}, in percent. */
  public double datasetPercentage() {
    return used == startup ? 0 : 100.0 * dataset() / (used - startup);
  }

  /** What is used as a part of the most that was used, in percent. */
  public double peakPercentage() {
    return peak == 0 ? 0 : 100.0 * used / peak;
  }

  /** Bytes a key, tables included. */
  public long perKey() {
    return keys == 0 ? 0 : (used - startup) / keys;
  }

  /** What the process holds for each byte that is used. */
  public double fragmentation() {
    return used == 0 ? 0 : (double) resident / used;
  }
}
