package org.lstmc.core.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.lstmc.core.compress.bankbalanced.BankBalanced;
import org.lstmc.core.compress.loadbalanced.LoadBalanced;
import org.lstmc.core.compress.rowbalanced.RowBalanced;
import org.lstmc.core.compress.unstructured.Unstructured;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Tensor;

/** How many weights each pattern keeps, in every group that it balances. */
class PatternCountsTest {
  @Property(tries = 200)
  void everyRowDropsTheRoundedCount(
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 40) int cols,
      @ForAll @DoubleRange(min = 0, max = 0.98) double ratio,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    int drop = (int) Math.floor(ratio * cols + 0.5);
    if (drop < cols) {
      Mask m = new RowBalanced().select(TestMatrices.tied(rows, cols, seed), ratio, Map.of());
      for (int r = 0; r < rows; r++) {
        assertThat(m.rowCount(r)).isEqualTo(cols - drop);
      }
    }
  }

  @Test
  void halvesAreRoundedUp() {
    Tensor w = TestMatrices.normal(3, 10, 1);
    assertThat(new RowBalanced().select(w, 0.25, Map.of()).rowCount(0)).isEqualTo(7);
    assertThat(new RowBalanced().select(w, 0.24, Map.of()).rowCount(0)).isEqualTo(8);
  }

  @Property(tries = 200)
  void everyBankOfEveryRowKeepsTheSame(
      @ForAll @IntRange(min = 1, max = 6) int rows,
      @ForAll @IntRange(min = 2, max = 12) int width,
      @ForAll @IntRange(min = 1, max = 5) int banks,
      @ForAll @IntRange(min = 0, max = 11) int missing,
      @ForAll @DoubleRange(min = 0, max = 0.9) double ratio) {
    int cols = banks * width - Math.min(missing, width - 1);
    int keep = width - (int) Math.floor(ratio * width + 0.5);
    if (keep < 1 || (cols + banks - 1) / banks != width) {
      return;
    }
    Mask m =
        new BankBalanced()
            .select(TestMatrices.normal(rows, cols, 5), ratio, Map.of("banks", banks));
    for (int r = 0; r < rows; r++) {
      for (int b = 0; b < banks; b++) {
        int from = b * width;
        int length = Math.min(width, cols - from);
        int row = r;
        assertThat(count(length, c -> m.keeps(row, from + c))).isEqualTo(Math.min(keep, length));
      }
    }
  }

  @Property(tries = 100)
  void everyShareDropsTheRoundedCount(
      @ForAll @IntRange(min = 1, max = 20) int rows,
      @ForAll @IntRange(min = 2, max = 12) int cols,
      @ForAll @IntRange(min = 1, max = 24) int pes,
      @ForAll @DoubleRange(min = 0, max = 0.7) double ratio) {
    Mask m = new LoadBalanced().select(TestMatrices.tied(rows, cols, 3), ratio, Map.of("pes", pes));
    for (int p = 0; p < Math.min(pes, rows); p++) {
      int kept = 0;
      int size = 0;
      for (int r = p; r < rows; r += pes) {
        kept += m.rowCount(r);
        size += cols;
      }
      assertThat(kept).isEqualTo(size - (int) Math.floor(ratio * size + 0.5));
    }
  }

  @Test
  void unstructuredHasOneThresholdForAll() {
    Tensor w = new Tensor(new int[] {2, 3}, new float[] {9, 8, -7, 1, -2, 3});
    Mask m = new Unstructured().select(w, 0.5, Map.of());
    assertThat(m.rowCount(0)).isEqualTo(3);
    assertThat(m.rowCount(1)).isZero();
  }

  private static int count(int n, IntPredicate p) {
    int k = 0;
    for (int i = 0; i < n; i++) {
      k += p.test(i) ? 1 : 0;
    }
    return k;
  }
}
