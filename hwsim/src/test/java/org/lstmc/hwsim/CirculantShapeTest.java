package org.lstmc.hwsim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.model.CellType;

/** Block-circulant and GRU workloads from shapes. */
class CirculantShapeTest {
  /** 3 248 128 weights; C-LSTM prints 7.9:1 and 15.9:1 (0.41 M and 0.20 M words). */
  @Test
  void googleLstmKeepsItsPublishedWords() {
    long[] words = new long[2];
    for (int i = 0; i < 2; i++) {
      Workload w =
          Workload.ofShape("lstm:153,1024,p512,peep", ShapeRatios.circulant(i == 0 ? 8 : 16), 1);
      LayerWorkload l = w.layers().get(0);
      words[i] = l.wx().storedWords() + l.wh().storedWords() + l.projection().storedWords();
      assertThat(w.denseWeights()).isEqualTo(3_248_128);
    }
    assertThat(words).containsExactly(409_600, 204_800);
    assertThat(Math.floor(10 * 3_248_128.0 / words[0]) / 10).isEqualTo(7.9);
    assertThat(Math.round(10 * 3_248_128.0 / words[1]) / 10.0).isEqualTo(15.9);
  }

  @Test
  void gruShapesHaveThreeGatesAndNoCell() {
    Workload w = Workload.ofShape("gru:39,1024x2", ShapeRatios.circulant(8), 1);
    assertThat(w.layers()).hasSize(2);
    LayerWorkload second = w.layers().get(1);
    assertThat(second.spec().cell()).isEqualTo(CellType.GRU);
    assertThat(second.spec().inputSize()).isEqualTo(1024);
    assertThat(second.wx().rows()).isEqualTo(3 * 1024);
    assertThat(second.cellBits()).isZero();
    assertThat(
            Workload.ofShape("gru-reset-before:39,8", ShapeRatios.uniform(0), 1)
                .layers()
                .get(0)
                .spec()
                .cell())
        .isEqualTo(CellType.GRU_RESET_BEFORE);
    assertThatThrownBy(() -> Workload.ofShape("gru:39,8,p4", ShapeRatios.uniform(0), 1))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("projection");
  }

  /** Products counted bin by bin: two real bins, the others complex; words as core counts them. */
  @Property(tries = 200)
  void wordsAndProductsAreCountedBlockByBlock(
      @ForAll @IntRange(min = 1, max = 70) int input,
      @ForAll @IntRange(min = 1, max = 70) int hidden,
      @ForAll @IntRange(min = 1, max = 6) int log) {
    int k = 1 << log;
    Workload w = Workload.ofShape("lstm:" + input + "," + hidden, ShapeRatios.circulant(k), 1);
    MatrixWorkload m = w.layers().get(0).wx();
    BlockCirculant form = new BlockCirculant(4 * hidden, input, k);
    long products = 0;
    for (int bin = 0; bin <= k / 2; bin++) {
      products += bin == 0 || bin == k / 2 ? 1 : 4;
    }
    assertThat(m.storedWords()).isEqualTo(form.parameters());
    assertThat(m.spectralMacs()).isEqualTo(products * form.blockRows() * form.blockCols());
    assertThat(m.denseWeights()).isEqualTo(4L * hidden * input);
  }

  @Test
  void badBlocksAreRefusedWithWhatIsAllowed() {
    assertThatThrownBy(() -> ShapeRatios.circulant(6))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("block size of Wx is 6")
        .hasMessageContaining("power of two");
    assertThatThrownBy(() -> new ShapeRatios(0.5, 0, 0, 16, 16, 8, 0, 0))
        .hasMessageContaining("both a ratio (0.5) and a block size (8)");
  }
}
