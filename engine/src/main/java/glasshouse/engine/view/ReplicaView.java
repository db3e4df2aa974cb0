package glasshouse.engine.view;

/**
 * A replica as its master sees it.
 *
 * @param address {@code host:port} it listens on as it announced it
 * @param state wait_bgsave, send_bulk or online, as INFO prints it
 * @param acknowledged offset of its last REPLCONF ACK
 * @param acknowledgedAt Unix milliseconds of that ACK, 0 for none yet
 * @param queued bytes of the stream that wait to be sent to it
 * @param closing it is being hung up: it gets nothing more, and will be gone
 */
public record ReplicaView(
    String address,
    String state,
    long acknowledged,
    long acknowledgedAt,
    long queued,
    boolean closing) {}
