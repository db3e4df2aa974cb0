package glasshouse.engine.view;

/**
 * The window of the stream that can be resent.
 *
 * @param active false while there is no backlog
 * @param size configured size in bytes
 * @param first offset of its first byte
 * @param length bytes in it; the last has offset {@code first + length - 1}
 */
public record BacklogView(boolean active, long size, long first, long length) {}
