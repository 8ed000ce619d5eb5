package org.lstmc.core.quantize.kernel;

import java.util.Arrays;

/** The kernel in plain Java: the twin that the vector kernel is tested against. */
final class ScalarKernel implements LaneKernel {
  private final WordKernel words = new ScalarWords();

  @Override
  public WordKernel words() {
    return words;
  }

  @Override
  public void multiplyAdd(LaneMatrix m, int from, int to, int lanes, double[] x, double[] out) {
    for (int r = from; r < to; r++) {
      int first = m.rowStart == null ? r * m.cols : m.rowStart[r];
      int end = m.rowStart == null ? first + m.cols : m.rowStart[r + 1];
      for (int p = first; p < end; p++) {
        int column = m.columns == null ? p - first : m.columns[p];
        addScaled(m.values[p], x, column * lanes, out, (r - from) * lanes, lanes);
      }
    }
  }

  @Override
  public void contract(LaneMatrix m, int[] rows, int at, int lanes, double[] x, double[] out) {
    Arrays.fill(out, 0, m.rows * lanes, 0);
    for (int o = 0; o < m.rows; o++) {
      for (int k = 0; k < m.cols; k++) {
        addScaled(m.values[o * m.cols + k], x, rows[at + k] * lanes, out, o * lanes, lanes);
      }
    }
  }

  @Override
  public void contractCut(
      LaneMatrix m, int[] rows, int at, int lanes, double[] x, double[] out, double offset) {
    Arrays.fill(out, 0, m.rows * lanes, 0);
    for (int o = 0; o < m.rows; o++) {
      for (int k = 0; k < m.cols; k++) {
        double w = m.values[o * m.cols + k];
        for (int b = 0; b < lanes; b++) {
          out[o * lanes + b] += Math.rint(w * x[rows[at + k] * lanes + b] + offset);
        }
      }
    }
  }

  @Override
  public void convolve(
      LaneMatrix m,
      double[] start,
      int[] offsets,
      double[] x,
      int corner,
      int lanes,
      double[] out,
      int at) {
    for (int o = 0; o < m.rows; o++) {
      int to = at + o * lanes;
      Arrays.fill(out, to, to + lanes, start[o]);
      for (int k = 0; k < m.cols; k++) {
        addScaled(m.values[o * m.cols + k], x, corner + offsets[k], out, to, lanes);
      }
    }
  }

  private static void addScaled(double w, double[] x, int xAt, double[] out, int outAt, int n) {
    for (int b = 0; b < n; b++) {
      out[outAt + b] += w * x[xAt + b];
    }
  }

  @Override
  public void max(double[] values, int count, int lanes, double[] max) {
    for (int k = 0; k < count; k++) {
      for (int b = 0; b < lanes; b++) {
        max[b] = Math.max(max[b], values[k * lanes + b]);
      }
    }
  }

  @Override
  public void sumExp(
      double[] values, int count, int lanes, double[] max, double scale, double[] sum) {
    for (int k = 0; k < count; k++) {
      for (int b = 0; b < lanes; b++) {
        sum[b] += Exp.exp((values[k * lanes + b] - max[b]) * scale);
      }
    }
  }
}
