package glasshouse.engine.node;

import glasshouse.engine.command.Family;
import glasshouse.engine.command.cluster.ClusterFamily;
import glasshouse.engine.command.geo.GeoFamily;
import glasshouse.engine.command.hash.HashFamily;
import glasshouse.engine.command.hyperloglog.HyperLogLogFamily;
import glasshouse.engine.command.key.KeyFamily;
import glasshouse.engine.command.list.ListFamily;
import glasshouse.engine.command.set.SetFamily;
import glasshouse.engine.command.sortedset.SortedSetFamily;
import glasshouse.engine.command.stream.StreamFamily;
import glasshouse.engine.command.string.StringFamily;
import java.util.List;

/** The families of commands that need nothing but the data. */
final class Families {
  private Families() {}

  static List<Family> ofData() {
    return List.of(
        new StringFamily(),
        new KeyFamily(),
        new ListFamily(),
        new HashFamily(),
        new SetFamily(),
        new SortedSetFamily(),
        new GeoFamily(),
        new HyperLogLogFamily(),
        new ClusterFamily(),
        new StreamFamily());
  }
}
