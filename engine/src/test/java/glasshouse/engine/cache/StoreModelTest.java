package glasshouse.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.oracle.JudgedByEtcdctl;
import glasshouse.engine.port.StoreLatches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random transactions beside a model of each state; the file is checked after every commit. */
@JudgedByEtcdctl
class StoreModelTest {
  private static final byte[] TOP = Bytes.of("top");

  @TempDir Path directory;

  private record Reader(Tx tx, Model model) {}

  @ParameterizedTest
  @CsvSource({"1024,false", "1024,true", "4096,false", "4096,true", "16384,false", "65536,true"})
  void everyStateIsTheModels(int pageSize, boolean noFreelist) throws IOException {
    for (long seed = 1; seed <= 3; seed++) {
      Run run = new Run(seed, pageSize, noFreelist);
      run.play(120);
      Files.write(directory.resolve("seed-" + seed), run.file.content());
    }
  }

  private static final class Run {
    private final Random random;
    private final StoreOptions options;
    private final MemoryPages file = new MemoryPages();
    private final List<Reader> readers = new ArrayList<>();
    private Model model = new Model();
    private Store store;

    Run(long seed, int pageSize, boolean noFreelist) {
      random = new Random(seed);
      // A large mapping: growing would wait for the readers of this one thread.
      StoreOptions base = StoreOptions.DEFAULT.paging(pageSize).mapping(64 << 20);
      options = noFreelist ? base.withoutFreelist() : base;
      store = Store.open(file, options, StoreLatches.alone());
      store.update(tx -> tx.createBucket(TOP));
    }

    void play(int transactions) {
      for (int i = 0; i < transactions; i++) {
        write();
        assertThat(
                new Check(file.map(file.size()), MetaPages.read(file.map(file.size())).current())
                    .run())
            .as("findings after transaction %d", i)
            .isEmpty();
        read();
        if (random.nextInt(15) == 0) {
          reopen();
        }
      }
      readers.forEach(reader -> reader.tx.rollback());
      assertThat(store.stats().readers()).isEmpty();
    }

    private void write() {
      Model next = model.copy();
      Tx tx = store.begin(true);
      Bucket top = tx.bucket(TOP);
      assertThat(top).isNotNull();
      top.setFillPercent(random.nextBoolean() ? 0.5 : 0.9);
      int changes = random.nextInt(60);
      for (int i = 0; i < changes; i++) {
        next.change(random, top, 0, 9000);
      }
      next.holds(top);
      if (random.nextInt(5) == 0) {
        tx.rollback();
      } else {
        tx.commit();
        model = next;
      }
    }

    private void read() {
      if (random.nextInt(3) == 0) {
        readers.add(new Reader(store.begin(false), model));
      }
      for (Reader reader : readers) {
        Bucket top = reader.tx.bucket(TOP);
        assertThat(top).isNotNull();
        reader.model.holds(top);
      }
      if (!readers.isEmpty() && random.nextInt(3) == 0) {
        readers.remove(random.nextInt(readers.size())).tx.rollback();
      }
    }

    private void reopen() {
      readers.forEach(reader -> reader.tx.rollback());
      readers.clear();
      store.close();
      store = Store.open(file, options, StoreLatches.alone());
      store.view(
          tx -> {
            Bucket top = tx.bucket(TOP);
            assertThat(top).isNotNull();
            model.holds(top);
            return true;
          });
    }
  }
}
