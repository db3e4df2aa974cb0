package glasshouse.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import glasshouse.engine.base.Bytes;
import glasshouse.engine.oracle.JudgedByEtcdctl;
import glasshouse.engine.port.StoreLatches;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a power cut leaves: of all that was written since the last sync, any part may be on the
 * disk, sector by sector. Each such image opens, is sound, and holds the state before the commit or
 * the one after it; and what was acknowledged is there.
 */
@JudgedByEtcdctl
class CrashTest {
  private static final int SECTOR = 512;

  /** 50,000 in sum over the parameters; more by option. */
  private static final int IMAGES = Integer.getInteger("glasshouse.crash.images", 12_500);

  private static final int TRANSACTIONS = 60;

  /** Of so many images one is laid before etcdctl too. */
  private static final int SAMPLE = 1000;

  @TempDir Path directory;

  /** Deeds up to {@code deeds} were done when {@code hash} was the content. */
  private record Milestone(int deeds, long hash) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void oldOrNewButNothingBetween(int seed) throws IOException {
    boolean noFreelist = seed % 2 == 0;
    StoreOptions base = StoreOptions.DEFAULT.paging(seed > 2 ? 4096 : 1024);
    StoreOptions options = noFreelist ? base.withoutFreelist() : base;
    MemoryPages file = new MemoryPages();
    List<Milestone> milestones = history(file, options, new Random(seed));
    List<MemoryPages.Deed> deeds = file.deeds;
    Random random = new Random(seed);
    int each = IMAGES / deeds.size() + 1;
    byte[] durable = new byte[0];
    int synced = 0;
    int judged = 0;
    for (int cut = 0; cut <= deeds.size(); cut++) {
      for (int i = 0; cut >= milestones.getFirst().deeds && i < each; i++) {
        byte[] image = image(durable, deeds.subList(synced, cut), random);
        judge(image, options, milestones, cut);
        if (++judged % SAMPLE == 0) {
          Files.write(directory.resolve("image-" + judged), image);
        }
      }
      if (cut < deeds.size() && deeds.get(cut) instanceof MemoryPages.Deed.Synced) {
        durable = image(durable, deeds.subList(synced, cut), null);
        synced = cut + 1;
      }
    }
  }

  private static List<Milestone> history(MemoryPages file, StoreOptions options, Random random) {
    List<Milestone> milestones = new ArrayList<>();
    Store store = Store.open(file, options, StoreLatches.alone());
    milestones.add(new Milestone(file.deeds.size(), store.view(ContentHash::of)));
    Model model = new Model();
    for (int i = 0; i < TRANSACTIONS; i++) {
      store.update(
          tx -> {
            Bucket top = tx.createBucketIfMissing(Bytes.of("top"));
            for (int change = random.nextInt(12); change >= 0; change--) {
              model.change(random, top, 0, 3000);
            }
          });
      milestones.add(new Milestone(file.deeds.size(), store.view(ContentHash::of)));
    }
    return milestones;
  }

  /** What is on the disk, and of the rest any sectors; all of them without a {@code random}. */
  private static byte[] image(
      byte[] durable, List<MemoryPages.Deed> rest, @Nullable Random random) {
    byte[] disk = durable.clone();
    int lost = random == null ? 0 : random.nextInt(4);
    for (MemoryPages.Deed deed : rest) {
      switch (deed) {
        case MemoryPages.Deed.Synced _ -> {}
        case MemoryPages.Deed.Resized(long size) -> {
          if (random == null || random.nextBoolean()) {
            disk = Arrays.copyOf(disk, (int) Math.max(size, disk.length));
          }
        }
        case MemoryPages.Deed.Wrote(long at, byte[] bytes) -> {
          for (int from = 0; from < bytes.length; from += SECTOR) {
            if (random == null || random.nextInt(4) >= lost) {
              int length = Math.min(SECTOR, bytes.length - from);
              int end = (int) at + from + length;
              disk = disk.length < end ? Arrays.copyOf(disk, end) : disk;
              System.arraycopy(bytes, from, disk, (int) at + from, length);
            }
          }
        }
      }
    }
    return disk;
  }

  private static void judge(
      byte[] image, StoreOptions options, List<Milestone> milestones, int cut) {
    int before = 0;
    while (before + 1 < milestones.size() && milestones.get(before + 1).deeds <= cut) {
      before++;
    }
    assertThat(Check.of(MemorySegment.ofArray(image))).as("cut at %d", cut).isEmpty();
    try (Store store = Store.open(new MemoryPages(image), options, StoreLatches.alone())) {
      long hash = store.view(ContentHash::of);
      long old = milestones.get(before).hash;
      long next = before + 1 < milestones.size() ? milestones.get(before + 1).hash : old;
      assertThat(hash).as("content at cut %d", cut).isIn(old, next);
    }
  }
}
