package org.lstmc.core.quantize.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link LaneKernel#convolve} on the Vector API: tiles of four rows by two or four vectors of
 * lanes. As in {@link VectorKernel} a small method each, without branches on vectors.
 */
final class VectorConvolution {
  private static final VectorSpecies<Double> S = VectorKernel.SPECIES;
  private static final int L = S.length();
  private static final boolean MANY_REGISTERS = L == 8;

  private VectorConvolution() {}

  static void run(
      LaneMatrix m,
      double[] start,
      int[] offsets,
      double[] x,
      int corner,
      int lanes,
      double[] out,
      int at) {
    for (int r = 0; r < m.rows; r += LaneMatrix.ROW_TILE) {
      int w = r * m.cols;
      int o = at + r * lanes;
      int b = 0;
      for (; MANY_REGISTERS && b + 4 * L <= lanes; b += 4 * L) {
        tile4x4(m.cols, m.values, w, start, r, offsets, x, corner + b, lanes, out, o + b);
      }
      for (; b < lanes; b += 2 * L) {
        tile4x2(m.cols, m.values, w, start, r, offsets, x, corner + b, lanes, out, o + b);
      }
    }
  }

  private static void tile4x2(
      int cols,
      double[] w,
      int w0,
      double[] start,
      int r,
      int[] offsets,
      double[] x,
      int from,
      int lanes,
      double[] out,
      int o) {
    final int w1 = w0 + cols;
    final int w2 = w1 + cols;
    final int w3 = w2 + cols;
    DoubleVector a0 = DoubleVector.broadcast(S, start[r]);
    DoubleVector a1 = a0;
    DoubleVector b0 = DoubleVector.broadcast(S, start[r + 1]);
    DoubleVector b1 = b0;
    DoubleVector c0 = DoubleVector.broadcast(S, start[r + 2]);
    DoubleVector c1 = c0;
    DoubleVector d0 = DoubleVector.broadcast(S, start[r + 3]);
    DoubleVector d1 = d0;
    for (int k = 0; k < cols; k++) {
      int at = from + offsets[k];
      DoubleVector x0 = DoubleVector.fromArray(S, x, at);
      DoubleVector x1 = DoubleVector.fromArray(S, x, at + L);
      DoubleVector v = DoubleVector.broadcast(S, w[w0 + k]);
      a0 = x0.fma(v, a0);
      a1 = x1.fma(v, a1);
      v = DoubleVector.broadcast(S, w[w1 + k]);
      b0 = x0.fma(v, b0);
      b1 = x1.fma(v, b1);
      v = DoubleVector.broadcast(S, w[w2 + k]);
      c0 = x0.fma(v, c0);
      c1 = x1.fma(v, c1);
      v = DoubleVector.broadcast(S, w[w3 + k]);
      d0 = x0.fma(v, d0);
      d1 = x1.fma(v, d1);
    }
    a0.intoArray(out, o);
    a1.intoArray(out, o + L);
    final int o1 = o + lanes;
    b0.intoArray(out, o1);
    b1.intoArray(out, o1 + L);
    final int o2 = o1 + lanes;
    c0.intoArray(out, o2);
    c1.intoArray(out, o2 + L);
    final int o3 = o2 + lanes;
    d0.intoArray(out, o3);
    d1.intoArray(out, o3 + L);
  }

  private static void tile4x4(
      int cols,
      double[] w,
      int w0,
      double[] start,
      int r,
      int[] offsets,
      double[] x,
      int from,
      int lanes,
      double[] out,
      int o) {
    final int w1 = w0 + cols;
    final int w2 = w1 + cols;
    final int w3 = w2 + cols;
    DoubleVector a0 = DoubleVector.broadcast(S, start[r]);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector b0 = DoubleVector.broadcast(S, start[r + 1]);
    DoubleVector b1 = b0;
    DoubleVector b2 = b0;
    DoubleVector b3 = b0;
    DoubleVector c0 = DoubleVector.broadcast(S, start[r + 2]);
    DoubleVector c1 = c0;
    DoubleVector c2 = c0;
    DoubleVector c3 = c0;
    DoubleVector d0 = DoubleVector.broadcast(S, start[r + 3]);
    DoubleVector d1 = d0;
    DoubleVector d2 = d0;
    DoubleVector d3 = d0;
    for (int k = 0; k < cols; k++) {
      int at = from + offsets[k];
      DoubleVector x0 = DoubleVector.fromArray(S, x, at);
      DoubleVector x1 = DoubleVector.fromArray(S, x, at + L);
      DoubleVector x2 = DoubleVector.fromArray(S, x, at + 2 * L);
      DoubleVector x3 = DoubleVector.fromArray(S, x, at + 3 * L);
      DoubleVector v = DoubleVector.broadcast(S, w[w0 + k]);
      a0 = x0.fma(v, a0);
      a1 = x1.fma(v, a1);
      a2 = x2.fma(v, a2);
      a3 = x3.fma(v, a3);
      v = DoubleVector.broadcast(S, w[w1 + k]);
      b0 = x0.fma(v, b0);
      b1 = x1.fma(v, b1);
      b2 = x2.fma(v, b2);
      b3 = x3.fma(v, b3);
      v = DoubleVector.broadcast(S, w[w2 + k]);
      c0 = x0.fma(v, c0);
      c1 = x1.fma(v, c1);
      c2 = x2.fma(v, c2);
      c3 = x3.fma(v, c3);
      v = DoubleVector.broadcast(S, w[w3 + k]);
      d0 = x0.fma(v, d0);
      d1 = x1.fma(v, d1);
      d2 = x2.fma(v, d2);
      d3 = x3.fma(v, d3);
    }
    a0.intoArray(out, o);
    a1.intoArray(out, o + L);
    a2.intoArray(out, o + 2 * L);
    a3.intoArray(out, o + 3 * L);
    final int o1 = o + lanes;
    b0.intoArray(out, o1);
    b1.intoArray(out, o1 + L);
    b2.intoArray(out, o1 + 2 * L);
    b3.intoArray(out, o1 + 3 * L);
    final int o2 = o1 + lanes;
    c0.intoArray(out, o2);
    c1.intoArray(out, o2 + L);
    c2.intoArray(out, o2 + 2 * L);
    c3.intoArray(out, o2 + 3 * L);
    final int o3 = o2 + lanes;
    d0.intoArray(out, o3);
    d1.intoArray(out, o3 + L);
    d2.intoArray(out, o3 + 2 * L);
    d3.intoArray(out, o3 + 3 * L);
  }
}
