package glasshouse.engine.keyspace;

/** An entry that was delivered to a consumer and not yet acknowledged. */
public final class StreamPending {
  StreamConsumer consumer;
  private long deliveredAt;
  private long deliveries;

  /**
   * Delivered to {@code consumer}.
   *
   * @param deliveredAt Unix milliseconds
   * @param deliveries how often, without a sign
   */
  public StreamPending(StreamConsumer consumer, long deliveredAt, long deliveries) {
    this.consumer = consumer;
    this.deliveredAt = deliveredAt;
    this.deliveries = deliveries;
  }

  /** Who has it. */
  public StreamConsumer consumer() {
    return consumer;
  }

  /** When it was delivered last, Unix milliseconds. */
  public long deliveredAt() {
    return deliveredAt;
  }

  /** How often it was delivered. */
  public long deliveries() {
    return deliveries;
  }

  /** Notes when, and for which time, it was delivered. */
  public void delivered(long at, long times) {
    deliveredAt = at;
    deliveries = times;
  }

  /** Milliseconds since it was delivered; negative when the clock went back. */
  public long idle(long now) {
    return now - deliveredAt;
  }
}
