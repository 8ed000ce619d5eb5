package org.lstmc.core.compress.hcgs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.PrunePlanOptions;
import org.lstmc.core.compress.Pruner;
import org.lstmc.core.compress.PruningPattern;
import org.lstmc.core.compress.storage.StorageSize;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;

class HcgsTest {
  private static Map<String, Integer> blocks(int outer, int inner, int k1, int k2) {
    return Map.of("block1", outer, "block2", inner, "keep1", k1, "keep2", k2);
  }

  private static Tensor normal(int rows, int cols, long seed) {
    Random random = new Random(seed);
    Tensor t = Tensor.zeros(rows, cols);
    for (int i = 0; i < t.data().length; i++) {
      t.data()[i] = (float) random.nextGaussian();
    }
    return t;
  }

  private static boolean any(Mask m, int row, int col, int size) {
    for (int r = row; r < row + size; r++) {
      BitSet part = m.kept().get(r * m.cols() + col, r * m.cols() + Math.min(m.cols(), col + size));
      if (!part.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Exact counts at both levels, in every block row, whole inner blocks and nothing else. */
  @Property(tries = 200)
  void countsAreExactAtBothLevels(
      @ForAll @IntRange(min = 1, max = 3) int inner,
      @ForAll @IntRange(min = 0, max = 2) int k2log,
      @ForAll @IntRange(min = 1, max = 3) int k1,
      @ForAll @IntRange(min = 1, max = 3) int rows,
      @ForAll @IntRange(min = 1, max = 3) int cols,
      @ForAll boolean guided,
      @ForAll @LongRange(max = 1000) long seed) {
    int k2 = 1 << k2log;
    int outer = inner * 4;
    int blocks = k1 * cols;
    PruningPattern p = guided ? Hcgs.guided() : Hcgs.random();
    Map<String, Integer> parameters = blocks(outer, inner, k1, k2);
    Tensor w = normal(rows * outer, blocks * outer, seed);
    Mask m = p.select(w, p.fixedRatio(parameters).orElseThrow(), parameters);
    assertThat(m.count()).isEqualTo(w.data().length / (k1 * k2));
    for (int a = 0; a < rows; a++) {
      int kept = 0;
      for (int b = 0; b < blocks; b++) {
        boolean block = any(m, a * outer, b * outer, outer);
        kept += block ? 1 : 0;
        for (int c = 0; c < 4; c++) {
          int inside = 0;
          for (int d = 0; d < 4; d++) {
            inside += any(m, a * outer + c * inner, b * outer + d * inner, inner) ? 1 : 0;
          }
          assertThat(inside).isEqualTo(block ? 4 / k2 : 0);
        }
      }
      assertThat(kept).isEqualTo(cols);
    }
    for (int r = 0; r < m.rows(); r++) {
      assertThat(m.rowCount(r)).isEqualTo(m.cols() / (k1 * k2));
    }
  }

  /** No other choice of that form keeps a greater sum of squares: all 2 x (4 over 2)^... tried. */
  @Property(tries = 30)
  void theGuidedChoiceIsTheNearest(@ForAll @LongRange(max = 1000) long seed) {
    Tensor w = normal(4, 12, seed);
    Map<String, Integer> parameters = blocks(4, 1, 3, 2);
    Mask m = Hcgs.guided().select(w, 1 - 1 / 6.0, parameters);
    double best = 0;
    for (int block = 0; block < 3; block++) {
      double sum = 0;
      for (int row = 0; row < 4; row++) {
        double most = 0;
        for (int pair = 0; pair < 16; pair++) {
          if (Integer.bitCount(pair) == 2) {
            double squares = 0;
            for (int d = 0; d < 4; d++) {
              float v = w.at(row, 4 * block + d);
              squares += (pair >> d & 1) * (double) v * v;
            }
            most = Math.max(most, squares);
          }
        }
        sum += most;
      }
      best = Math.max(best, sum);
    }
    double found = 0;
    for (float v : m.apply(w).data()) {
      found += (double) v * v;
    }
    assertThat(found).isCloseTo(best, within(1e-9));
  }

  /** Every block is drawn about equally often: 400 draws of 2 of 8, five standard deviations. */
  @Test
  void theRandomChoiceIsUniform() {
    int[] drawn = new int[8];
    for (int seed = 1; seed <= 400; seed++) {
      Mask m = Hcgs.random().select(Tensor.zeros(4, 32), 1 - 1 / 4.0, withSeed(seed));
      for (int b = 0; b < 8; b++) {
        drawn[b] += any(m, 0, 4 * b, 4) ? 1 : 0;
      }
    }
    for (int d : drawn) {
      assertThat(d).isCloseTo(100, within((int) (5 * Math.sqrt(400 * 0.25 * 0.75))));
    }
  }

  private static Map<String, Integer> withSeed(int seed) {
    return Map.of("block1", 4, "block2", 4, "keep1", 4, "keep2", 1, "seed", seed);
  }

  @Test
  void seedsMatricesAndGatesDiffer() {
    NetworkSpec net =
        new NetworkSpec(
            "n",
            InputSpec.features(64),
            List.of(
                new LayerSpec(CellType.LSTM, 64, 64, 0, false),
                new LayerSpec(CellType.LSTM, 64, 64, 0, false)),
            2);
    Map<String, Tensor> w = new java.util.HashMap<>();
    net.layerMatrices().forEach(n -> w.put(n, Tensor.zeros(256, 64)));
    Map<String, Mask> masks = Pruner.masks(w, options(blocks(16, 4, 2, 2)).plan(net));
    assertThat(masks.values()).hasSize(4).doesNotHaveDuplicates();
    assertThat(Pruner.masks(w, options(blocks(16, 4, 2, 2)).plan(net))).isEqualTo(masks);
    Map<String, Integer> other = new java.util.HashMap<>(blocks(16, 4, 2, 2));
    other.put("seed", 2);
    assertThat(Pruner.masks(w, options(other).plan(net))).isNotEqualTo(masks);
    Mask first = masks.get("layers.0.wx");
    BitSet i = first.kept().get(0, 64 * 64);
    BitSet f = first.kept().get(64 * 64, 2 * 64 * 64);
    assertThat(i.cardinality()).isEqualTo(f.cardinality());
    assertThat(i).isNotEqualTo(f);
  }

  private static PrunePlanOptions options(Map<String, Integer> parameters) {
    return new PrunePlanOptions("hcgs", parameters, null, null, null, Map.of());
  }

  /** Index bits of a 512 x 512 matrix that keeps 1/4 and 1/4, by hand. */
  @ParameterizedTest
  @CsvSource({
    "128, 32, 8, 32",
    "128, 16, 8, 192",
    "128, 8, 8, 1024",
    "64, 16, 48, 128",
    "64, 8, 48, 768",
    "32, 8, 256, 512",
    "32, 4, 256, 3072"
  })
  void indexBitsAreCounted(int outer, int inner, int level1, int level2) {
    Map<String, Integer> parameters = blocks(outer, inner, 4, 4);
    Mask m = Hcgs.random().select(Tensor.zeros(512, 512), 1 - 1 / 16.0, parameters);
    StorageSize s = Hcgs.random().storage().size(m, 6, parameters);
    assertThat(s.indexBits()).isEqualTo(level1 + level2);
    assertThat(s.valueBits()).isEqualTo(512 * 512 / 16 * 6);
    assertThat(s.paddingBits()).isZero();
  }

  @Test
  void whatStandsOverTheEdgeIsPadding() {
    Map<String, Integer> parameters = blocks(8, 4, 1, 1);
    Mask m = Hcgs.random().select(Tensor.zeros(8, 13), 0, parameters);
    StorageSize s = Hcgs.random().storage().size(m, 6, parameters);
    assertThat(s.storedWeights()).isEqualTo(8 * 13);
    assertThat(s.paddingEntries()).isEqualTo(8 * 3);
  }

  @Test
  void whatDoesNotComeOutWholeIsRefused() {
    refused(blocks(64, 24, 4, 4), "blocks of 64 do not divide into blocks of 24");
    refused(blocks(64, 8, 4, 3), "1/3 of the 8 blocks of 8");
    refused(blocks(64, 8, 3, 4), "1/3 of the 2 blocks of 64 that cover 128 columns");
    refused(blocks(48, 8, 1, 2), "64 rows do not divide into blocks of 48");
    assertThatThrownBy(() -> Hcgs.random().select(normal(64, 128, 1), 0.5, blocks(64, 8, 2, 2)))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("ratio 0.5")
        .hasMessageContaining("0.75");
    NetworkSpec net =
        new NetworkSpec(
            "n",
            InputSpec.features(64),
            List.of(new LayerSpec(CellType.LSTM, 64, 48, 0, false)),
            2);
    // 192 rows divide into blocks of 64, the 48 of a gate do not.
    assertThatThrownBy(() -> options(blocks(64, 8, 1, 2)).plan(net))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("48 rows of a gate");
  }

  private static void refused(Map<String, Integer> parameters, String why) {
    assertThatThrownBy(
            () ->
                Hcgs.random()
                    .select(
                        normal(64, 128, 1),
                        1 - 1.0 / (parameters.get("keep1") * parameters.get("keep2")),
                        parameters))
        .isInstanceOfSatisfying(
            LstmcException.class, e -> assertThat(e.kind()).isEqualTo(LstmcException.Kind.USAGE))
        .hasMessageContaining(why);
  }
}
