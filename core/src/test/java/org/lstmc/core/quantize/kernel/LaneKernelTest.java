package org.lstmc.core.quantize.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Both kernels against integer loops. */
class LaneKernelTest {
  private static final LaneKernel[] KERNELS = {LaneKernel.scalar(), LaneKernel.best()};

  @Property(tries = 150)
  void productsAreExactIntegers(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 23) int rows,
      @ForAll @IntRange(min = 1, max = 40) int cols,
      @ForAll @IntRange(min = 1, max = 3) int tiles,
      @ForAll boolean sparse) {
    Random random = new Random(seed);
    int lanes = tiles * LaneKernel.LANE_TILE;
    int[] start = new int[rows + 1];
    int[] columns = new int[rows * cols];
    double[] values = new double[rows * cols];
    long[][] weights = new long[rows][cols];
    int n = 0;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        if (!sparse || random.nextInt(4) == 0) {
          weights[r][c] = random.nextLong(-(1L << 19), 1L << 19);
          columns[n] = c;
          values[n++] = weights[r][c];
        }
      }
      start[r + 1] = n;
    }
    LaneMatrix m =
        sparse
            ? LaneMatrix.sparse(rows, cols, start, java.util.Arrays.copyOf(columns, n), values)
            : LaneMatrix.dense(rows, cols, values);
    double[] x = new double[cols * lanes];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(1 << 26) - (1 << 25);
    }
    for (LaneKernel kernel : KERNELS) {
      double[] out = new double[m.rows() * lanes];
      java.util.Arrays.fill(out, 7);
      kernel.multiplyAdd(m, 0, m.rows(), lanes, x, out);
      for (int r = 0; r < rows; r++) {
        for (int b = 0; b < lanes; b++) {
          long sum = 7;
          for (int c = 0; c < cols; c++) {
            sum += weights[r][c] * (long) x[c * lanes + b];
          }
          assertThat((long) out[r * lanes + b]).isEqualTo(sum);
        }
      }
    }
  }

  @Property(tries = 100)
  void convolutionsAreExactIntegersUnderAnyFilter(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 13) int rows,
      @ForAll @IntRange(min = 1, max = 60) int cols,
      @ForAll @IntRange(min = 1, max = 4) int tiles) {
    Random random = new Random(seed);
    int lanes = tiles * LaneKernel.LANE_TILE;
    double[] values = random.ints(rows * cols, -4096, 4096).asDoubleStream().toArray();
    LaneMatrix m = LaneMatrix.dense(rows, cols, values);
    double[] x = random.ints(200 * lanes, -2048, 2048).asDoubleStream().toArray();
    double[] start = random.ints(m.rows(), -99, 99).asDoubleStream().toArray();
    int[] offsets = random.ints(cols, 0, 100).map(at -> at * lanes).toArray();
    int corner = random.nextInt(100) * lanes;
    for (LaneKernel kernel : KERNELS) {
      double[] out = new double[(m.rows() + 2) * lanes];
      java.util.Arrays.fill(out, 0.5);
      kernel.convolve(m, start, offsets, x, corner, lanes, out, lanes);
      for (int at = 0; at < out.length; at++) {
        int r = at / lanes - 1;
        double expected = r < 0 || r == m.rows() ? 0.5 : start[r];
        for (int k = 0; k < cols && r >= 0 && r < rows; k++) {
          expected += values[r * cols + k] * x[corner + offsets[k] + at % lanes];
        }
        assertThat(out[at]).isEqualTo(expected);
      }
    }
  }

  @Test
  void expIsWithinItsStatedError() {
    for (double x = -699; x <= 0; x += 0.0137) {
      assertThat(Exp.exp(x) / StrictMath.exp(x)).isCloseTo(1, within(1e-12));
    }
    assertThat(Exp.exp(0)).isEqualTo(1);
    assertThat(Exp.exp(-5000)).isBetween(0.0, 1e-300);
  }

  @Property(tries = 50)
  void bothKernelsGiveTheSameBits(@ForAll long seed, @ForAll @IntRange(min = 1, max = 90) int n) {
    Random random = new Random(seed);
    int lanes = 32;
    double[] v = new double[n * lanes];
    for (int i = 0; i < v.length; i++) {
      v[i] = random.nextInt(1 << 24) - (1 << 23);
    }
    double[][] max = new double[2][lanes];
    double[][] sum = new double[2][lanes];
    for (int k = 0; k < 2; k++) {
      java.util.Arrays.fill(max[k], Double.NEGATIVE_INFINITY);
      KERNELS[k].max(v, n, lanes, max[k]);
      KERNELS[k].sumExp(v, n, lanes, max[k], 0x1p-18, sum[k]);
    }
    assertThat(max[1]).containsExactly(max[0]);
    assertThat(sum[1]).containsExactly(sum[0]);
    for (int b = 0; b < lanes; b++) {
      double plain = 0;
      for (int i = 0; i < n; i++) {
        plain += Math.exp((v[i * lanes + b] - max[0][b]) * 0x1p-18);
      }
      assertThat(sum[0][b]).isCloseTo(plain, within(1e-12 * plain));
    }
  }
}
