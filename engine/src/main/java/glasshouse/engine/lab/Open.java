package glasshouse.engine.lab;

/**
 * Something that was opened and not closed yet.
 *
 * @param name the word for it
 * @param about what it is
 * @param thread that opened it
 * @param place where, for example LongReader.report:31
 * @param what closes it
 */
record Open(String name, String about, String thread, String place, AutoCloseable what) {}
