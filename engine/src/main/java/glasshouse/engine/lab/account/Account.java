package glasshouse.engine.lab.account;

/**
 * An account as the service needs it.
 *
 * @param name whose
 * @param cluster the database cluster its mails go through
 * @param prefix what stands before the subject of its mails
 */
record Account(String name, String cluster, String prefix) {}
