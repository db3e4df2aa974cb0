package glasshouse.engine.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks our node (o) and the real server (r) the same. */
final class Both {
  /** A rule asked of one kind of server. */
  interface Rule {
    void holds(char kind) throws Exception;
  }

  /** What is asked of one kind of server. */
  interface Question<T> {
    T answer(char kind) throws Exception;
  }

  private Both() {}

  /** Asks both at the same time: they must answer the same, which is given back. */
  static <T> T same(Question<T> question) throws Exception {
    try (ExecutorService servers = Executors.newCachedThreadPool()) {
      Future<T> ours = servers.submit(() -> question.answer('o'));
      Future<T> real = servers.submit(() -> question.answer('r'));
      assertThat(ours.get()).isEqualTo(real.get());
      return real.get();
    }
  }

  /** At the same time, as both wait more than they work. */
  static void ask(Rule... rules) throws Exception {
    try (ExecutorService servers = Executors.newCachedThreadPool()) {
      List<Future<Boolean>> asked = new ArrayList<>();
      for (Rule rule : rules) {
        for (char kind : new char[] {'o', 'r'}) {
          asked.add(
              servers.submit(
                  () -> {
                    rule.holds(kind);
                    return true;
                  }));
        }
      }
      for (Future<Boolean> held : asked) {
        held.get();
      }
    }
  }
}
