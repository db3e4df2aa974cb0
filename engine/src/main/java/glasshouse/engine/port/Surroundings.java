package glasshouse.engine.port;

import java.util.List;

/** What CONFIG SET changes outside of a node: where the shell listens and where it keeps files. */
public interface Surroundings {
  /** Surroundings that stay as they are. */
  Surroundings FIXED =
      new Surroundings() {
        @Override
        public boolean port(int port) {
          return false;
        }

        @Override
        public boolean addresses(List<String> addresses) {
          return false;
        }

        @Override
        public boolean directory(String absolute) {
          return false;
        }
      };

  /**
   * Listens on another TCP port at once, or on none (0). Clients that are connected stay.
   *
   * @return false when that cannot be; then all is as it was
   */
  boolean port(int port);

  /** Listens at other addresses at once; as {@link #port}. */
  boolean addresses(List<String> addresses);

  /** Files are in this directory from now on; false when that cannot be. */
  boolean directory(String absolute);
}
