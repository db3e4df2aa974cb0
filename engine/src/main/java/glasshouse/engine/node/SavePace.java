package glasshouse.engine.node;

/**
 * How fast a snapshot may be taken: rdb-key-save-delay makes it slow, for tests of what happens
 * meanwhile. As for a child of Redis, what was configured at its start counts until its end.
 *
 * @param startedAt Unix milliseconds
 * @param micros for each key; 0 or less for as fast as it goes
 */
record SavePace(long startedAt, long micros) {
  /** For a snapshot that starts now. */
  static SavePace of(Core core) {
    return new SavePace(core.now, core.config.persistence.keySaveDelay.value());
  }

  /** How many keys may be saved now, at most {@code most}, when {@code done} are. */
  int allowed(long now, long done, int most) {
    return micros <= 0 ? most : Math.clamp((now - startedAt) * 1000 / micros - done, 0, most);
  }

  /** Unix milliseconds at which the next key may be saved when {@code done} are. */
  long dueAt(long done) {
    return micros <= 0 ? startedAt : startedAt + ((done + 1) * micros + 999) / 1000;
  }
}
