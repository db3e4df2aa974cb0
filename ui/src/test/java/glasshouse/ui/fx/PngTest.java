package glasshouse.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Random;
import javafx.scene.image.Image;
import org.junit.jupiter.api.Test;

class PngTest {
  @Test
  void whatIsWrittenIsReadBack() {
    Random random = new Random(7);
    int width = 61;
    int height = 37;
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 0xFF000000 | random.nextInt(0x1000000);
    }
    Image image = new Image(new ByteArrayInputStream(Png.of(width, height, pixels)));
    assertThat(image.isError()).isFalse();
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    for (int i = 0; i < pixels.length; i++) {
      assertThat(image.getPixelReader().getArgb(i % width, i / width)).isEqualTo(pixels[i]);
    }
    assertThat(Png.of(image)).isEqualTo(Png.of(width, height, pixels));
  }
}
