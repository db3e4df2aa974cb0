package glasshouse.engine.exhibit;

import java.util.concurrent.TimeUnit;

/** Whose turn it is: what the audience wants, and the director who waits for it. */
final class Turns {
  private static final int NONE = -1;

  private boolean playing;
  private int steps;
  private boolean asking;
  private boolean answered;
  private int answer = NONE;

  synchronized void play() {
    playing = true;
    notifyAll();
  }

  synchronized void pause() {
    playing = false;
    steps = 0;
  }

  /** Does not play on by itself; steps that were asked for follow all the same. */
  synchronized void halt() {
    playing = false;
  }

  /** One step more; a question that waits is left without an answer. */
  synchronized void step() {
    playing = false;
    if (asking) {
      answered = true;
    } else {
      steps++;
    }
    notifyAll();
  }

  /** So many steps more, without a pause between them. */
  synchronized void skip(int more) {
    playing = false;
    steps += more;
    notifyAll();
  }

  synchronized void choose(int choice) {
    if (asking && !answered) {
      answer = choice;
      answered = true;
      notifyAll();
    }
  }

  synchronized boolean playing() {
    return playing;
  }

  /** Waits for the next turn; while playing, that comes after {@code millis}. */
  synchronized void next(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (steps == 0) {
      long left = end - System.nanoTime();
      if (playing && left <= 0) {
        return;
      }
      if (playing) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } else {
        wait();
      }
    }
    steps--;
  }

  /** A question is about to be put. */
  synchronized void ask() {
    asking = true;
    answered = false;
    answer = NONE;
  }

  /** Waits for the answer to it: a choice, or -1 when there is none. */
  synchronized int answer() throws InterruptedException {
    while (!answered) {
      wait();
    }
    asking = false;
    return answer;
  }
}
