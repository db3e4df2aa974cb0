package glasshouse.engine.view;

/**
 * A file lock that a program believes to hold, and that does not protect what it believes.
 *
 * @param path the file
 * @param owner in whose name it was taken
 * @param sentence what was looked at, and what was found
 */
public record LostLockView(String path, String owner, String sentence) {}
