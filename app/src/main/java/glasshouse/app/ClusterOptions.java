package glasshouse.app;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What cluster is shown, and how. */
final class ClusterOptions {
  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "2",
      description = "Replicas beside the master (default: ${DEFAULT-VALUE}).")
  int replicas;

  @Option(
      names = "--era",
      paramLabel = "RELEASE",
      description =
          "The Redis release whose behaviour the nodes show: 4.0.1 to 4.0.6, 4.0.10, 5.0, 6.0.3,"
              + " 6.2, 7.0, 7.4; switches may follow it, as in 4.0.6+relay-on-read, see"
              + " docs/eras.md (default: 7.0, or the first of --exhibit).")
  @Nullable String era;

  @Option(
      names = "--dir",
      paramLabel = "DIRECTORY",
      description = "Where the nodes keep their files (default: a temporary one).")
  @Nullable Path directory;

  @Option(names = "--text", description = "Show the cluster as text even where there is a display.")
  boolean text;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Span.class,
      description = "End by itself after this time, for example 10s or 2m.")
  @Nullable Duration time;

  @Option(
      names = "--shot",
      paramLabel = "FILE.png",
      description = "Render the window without a display into a picture, and end.")
  @Nullable Path shot;

  @Option(
      names = "--exhibit",
      paramLabel = "ID",
      description = "Show this one, of 'glasshouse exhibit list' or of a YAML file.")
  @Nullable String exhibit;

  @Option(
      names = "--step",
      paramLabel = "N",
      description = "Show what --exhibit has come to behind this step (default: its begin).")
  int step;

  @Option(
      names = "--beside",
      paramLabel = "RELEASE",
      description = "Show --exhibit in this era too, beside the other.")
  @Nullable String beside;

  @Option(names = "--no-story", description = "Show the nodes of --exhibit without its story.")
  boolean noStory;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      defaultValue = "1440x900",
      description = "Size of the picture in pixels (default: ${DEFAULT-VALUE}).")
  String size = "1440x900";

  @Option(names = "--dark", description = "The picture in dark colours.")
  boolean dark;

  /** The era of the cluster; an exhibit has one of its own. */
  String clusterEra() {
    return era == null || exhibit != null ? "7.0" : era;
  }
}
