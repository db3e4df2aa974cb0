package glasshouse.engine.exhibit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How time passes on a stage, for somebody who waits for what happens there. */
public interface Pace {
  /** The time of this machine. */
  Pace REAL =
      new Pace() {
        private static final long LOOK_MILLIS = 10;

        @Override
        public long millis() {
          return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        @Override
        public void pass(long milliseconds) throws InterruptedException {
          TimeUnit.MILLISECONDS.sleep(milliseconds);
        }

        @Override
        public void look() throws InterruptedException {
          pass(LOOK_MILLIS);
        }

        @Override
        public <T> T await(CompletableFuture<T> answer, long milliseconds)
            throws InterruptedException, TimeoutException {
          try {
            return answer.get(milliseconds, TimeUnit.MILLISECONDS);
          } catch (ExecutionException impossible) {
            throw new IllegalStateException("answers are completed normally", impossible);
          }
        }
      };

  /** Milliseconds since some moment. */
  long millis();

  /** Returns when so much time has passed. */
  void pass(long milliseconds) throws InterruptedException;

  /** Lets a moment pass before the next look. */
  void look() throws InterruptedException;

  /** Waits for an answer, at most {@code milliseconds}. */
  <T> T await(CompletableFuture<T> answer, long milliseconds)
      throws InterruptedException, TimeoutException;
}
