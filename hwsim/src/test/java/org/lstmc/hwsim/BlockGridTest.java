package org.lstmc.hwsim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.hcgs.BlockLevels;
import org.lstmc.core.compress.storage.StorageSize;
import org.lstmc.core.compress.storage.TwoLevelBlocks;
import org.lstmc.core.model.Mask;

class BlockGridTest {
  /** The table of the reference, section 1a: one 512 x 512 matrix at 1/4, 1/4. */
  @ParameterizedTest
  @CsvSource({
    "128,32,8,32",
    "128,16,8,192",
    "128,8,8,1024",
    "64,16,48,128",
    "64,8,48,768",
    "32,8,256,512",
    "32,4,256,3072"
  })
  void indexBits(int block1, int block2, long level1, long level2) {
    BlockGrid g = BlockGrid.of(512, 512, 1, new BlockLevels(block1, block2, 4, 4));
    assertThat(g.blocks() * g.index1Bits()).isEqualTo(level1);
    assertThat(g.indexBits()).isEqualTo(level1 + level2);
    assertThat(g.storedWeights()).isEqualTo(512 * 512 / 16);
  }

  /** Core counts the same bits of any mask, by its own way. */
  @Property(tries = 200)
  void countsOfAMaskEqualTheStorageFormats(
      @ForAll @IntRange(min = 1, max = 3) int blockRows,
      @ForAll @IntRange(min = 1, max = 40) int cols,
      @ForAll @IntRange(min = 1, max = 4) int inner,
      @ForAll @IntRange(min = 1, max = 4) int side,
      @ForAll @IntRange(min = 0, max = 100) int percent,
      @ForAll long seed) {
    int outer = inner * side;
    int rows = 4 * blockRows * outer;
    Random random = new Random(seed);
    Mask mask = Mask.empty(rows, cols);
    for (int i = 0; i < rows * cols; i++) {
      mask.kept().set(i, random.nextInt(1000) < percent);
    }
    BlockGrid g = BlockGrid.of(mask, 4, outer, inner);
    StorageSize core = new TwoLevelBlocks().size(mask, 6, Map.of("block1", outer, "block2", inner));
    assertThat(g.indexBits()).isEqualTo(core.indexBits());
    assertThat(g.storedWeights()).isEqualTo(core.entries());
  }

  /**
   * Three layers of 512 cells and 440 inputs at 16x and 6 bits: 288,000 bytes, 294,912 filled up.
   */
  @Test
  void thePapersWeightMemory() {
    Workload w =
        Workload.ofShape("lstm:440,512x3", ShapeRatios.hcgs(new BlockLevels(128, 8, 4, 4)), 1);
    long stored = 0;
    for (LayerWorkload l : w.layers()) {
      stored += l.wx().grid().storedWeights() + l.wh().grid().storedWeights();
    }
    assertThat(w.nonZeros() * 6 / 8).isEqualTo(288_000);
    assertThat(stored * 6 / 8).isEqualTo(294_912).isEqualTo(288 * 1024);
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    assertThatThrownBy(
            () ->
                Workload.ofShape("lstm:440,512", ShapeRatios.hcgs(new BlockLevels(64, 8, 4, 4)), 1))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("layers.0.wx")
        .hasMessageContaining("1/4 of the 7 blocks of 64 that cover 440 columns")
        .hasMessageContaining("such as 16 or 128");
    assertThatThrownBy(
            () -> Workload.ofShape("lstm:64,48", ShapeRatios.hcgs(new BlockLevels(64, 8, 1, 4)), 1))
        .hasMessageContaining("48 rows do not divide into blocks of 64");
    assertThatThrownBy(
            () -> new ShapeRatios(0.5, 0, 0, 6, 13, 0, 0, 0, new BlockLevels(64, 8, 4, 4)))
        .hasMessageContaining("neither ratios nor block-circulant");
  }
}
