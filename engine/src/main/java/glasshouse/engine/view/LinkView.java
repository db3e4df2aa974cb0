package glasshouse.engine.view;

/**
 * The link between a replica and its master, with what the user did to it.
 *
 * @param replica name of the replica
 * @param master name of the master, or its address when it is no node of this cluster
 * @param cut true while the user holds the link cut
 * @param up true while the stream flows (the replica's link state is connected)
 * @param behind bytes the master has put into the stream and the replica has not applied; negative
 *     when the replica is ahead, which is an alarm; 0 when unknown
 * @param sinceAck milliseconds since the master's last ACK from it, -1 for none
 * @param bytesPerSecond stream bytes that flowed over the last second
 */
public record LinkView(
    String replica,
    String master,
    boolean cut,
    boolean up,
    long behind,
    long sinceAck,
    long bytesPerSecond) {}
