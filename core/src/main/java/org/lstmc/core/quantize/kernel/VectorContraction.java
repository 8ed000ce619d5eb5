package org.lstmc.core.quantize.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link LaneKernel#contract} on the Vector API: tiles of four rows by two or four vectors of
 * lanes, each element of the operand fetched from where it lies. As in {@link VectorKernel} a small
 * method each, without branches on vectors.
 */
final class VectorContraction {
  private static final VectorSpecies<Double> S = VectorKernel.SPECIES;
  private static final int L = S.length();
  private static final boolean MANY_REGISTERS = L == 8;
  private static final double ROUNDER = WordRounding.ROUNDER;

  private VectorContraction() {}

  static void run(LaneMatrix m, int[] rows, int at, int lanes, double[] x, double[] out) {
    for (int r = 0; r < m.rows; r += LaneMatrix.ROW_TILE) {
      int b = 0;
      for (; MANY_REGISTERS && b + 4 * L <= lanes; b += 4 * L) {
        exact4x4(m.cols, m.values, r * m.cols, rows, at, x, b, lanes, out, r * lanes + b);
      }
      for (; b < lanes; b += 2 * L) {
        exact4x2(m.cols, m.values, r * m.cols, rows, at, x, b, lanes, out, r * lanes + b);
      }
    }
  }

  static void runCut(
      LaneMatrix m, int[] rows, int at, int lanes, double[] x, double[] out, double offset) {
    for (int r = 0; r < m.rows; r += LaneMatrix.ROW_TILE) {
      for (int b = 0; b < lanes; b += 2 * L) {
        cut4x2(m.cols, m.values, r * m.cols, rows, at, x, b, lanes, out, r * lanes + b, offset);
      }
    }
  }

  private static void exact4x2(
      int cols,
      double[] w,
      int w0,
      int[] rows,
      int first,
      double[] x,
      int b,
      int lanes,
      double[] out,
      int o) {
    final int w1 = w0 + cols;
    final int w2 = w1 + cols;
    final int w3 = w2 + cols;
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = DoubleVector.zero(S);
    DoubleVector b0 = DoubleVector.zero(S);
    DoubleVector b1 = DoubleVector.zero(S);
    DoubleVector c0 = DoubleVector.zero(S);
    DoubleVector c1 = DoubleVector.zero(S);
    DoubleVector d0 = DoubleVector.zero(S);
    DoubleVector d1 = DoubleVector.zero(S);
    for (int k = 0; k < cols; k++) {
      int at = rows[first + k] * lanes + b;
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
    b0.intoArray(out, o + lanes);
    b1.intoArray(out, o + lanes + L);
    c0.intoArray(out, o + 2 * lanes);
    c1.intoArray(out, o + 2 * lanes + L);
    d0.intoArray(out, o + 3 * lanes);
    d1.intoArray(out, o + 3 * lanes + L);
  }

  private static void exact4x4(
      int cols,
      double[] w,
      int w0,
      int[] rows,
      int first,
      double[] x,
      int b,
      int lanes,
      double[] out,
      int o) {
    final int w1 = w0 + cols;
    final int w2 = w1 + cols;
    final int w3 = w2 + cols;
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = DoubleVector.zero(S);
    DoubleVector a2 = DoubleVector.zero(S);
    DoubleVector a3 = DoubleVector.zero(S);
    DoubleVector b0 = DoubleVector.zero(S);
    DoubleVector b1 = DoubleVector.zero(S);
    DoubleVector b2 = DoubleVector.zero(S);
    DoubleVector b3 = DoubleVector.zero(S);
    DoubleVector c0 = DoubleVector.zero(S);
    DoubleVector c1 = DoubleVector.zero(S);
    DoubleVector c2 = DoubleVector.zero(S);
    DoubleVector c3 = DoubleVector.zero(S);
    DoubleVector d0 = DoubleVector.zero(S);
    DoubleVector d1 = DoubleVector.zero(S);
    DoubleVector d2 = DoubleVector.zero(S);
    DoubleVector d3 = DoubleVector.zero(S);
    for (int k = 0; k < cols; k++) {
      int at = rows[first + k] * lanes + b;
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
    b0.intoArray(out, o + lanes);
    b1.intoArray(out, o + lanes + L);
    b2.intoArray(out, o + lanes + 2 * L);
    b3.intoArray(out, o + lanes + 3 * L);
    c0.intoArray(out, o + 2 * lanes);
    c1.intoArray(out, o + 2 * lanes + L);
    c2.intoArray(out, o + 2 * lanes + 2 * L);
    c3.intoArray(out, o + 2 * lanes + 3 * L);
    d0.intoArray(out, o + 3 * lanes);
    d1.intoArray(out, o + 3 * lanes + L);
    d2.intoArray(out, o + 3 * lanes + 2 * L);
    d3.intoArray(out, o + 3 * lanes + 3 * L);
  }

  private static void cut4x2(
      int cols,
      double[] w,
      int w0,
      int[] rows,
      int first,
      double[] x,
      int b,
      int lanes,
      double[] out,
      int o,
      double offset) {
    final int w1 = w0 + cols;
    final int w2 = w1 + cols;
    final int w3 = w2 + cols;
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = DoubleVector.zero(S);
    DoubleVector b0 = DoubleVector.zero(S);
    DoubleVector b1 = DoubleVector.zero(S);
    DoubleVector c0 = DoubleVector.zero(S);
    DoubleVector c1 = DoubleVector.zero(S);
    DoubleVector d0 = DoubleVector.zero(S);
    DoubleVector d1 = DoubleVector.zero(S);
    final DoubleVector add = DoubleVector.broadcast(S, offset);
    for (int k = 0; k < cols; k++) {
      int at = rows[first + k] * lanes + b;
      DoubleVector x0 = DoubleVector.fromArray(S, x, at);
      DoubleVector x1 = DoubleVector.fromArray(S, x, at + L);
      DoubleVector v = DoubleVector.broadcast(S, w[w0 + k]);
      a0 = a0.add(x0.fma(v, add).add(ROUNDER).sub(ROUNDER));
      a1 = a1.add(x1.fma(v, add).add(ROUNDER).sub(ROUNDER));
      v = DoubleVector.broadcast(S, w[w1 + k]);
      b0 = b0.add(x0.fma(v, add).add(ROUNDER).sub(ROUNDER));
      b1 = b1.add(x1.fma(v, add).add(ROUNDER).sub(ROUNDER));
      v = DoubleVector.broadcast(S, w[w2 + k]);
      c0 = c0.add(x0.fma(v, add).add(ROUNDER).sub(ROUNDER));
      c1 = c1.add(x1.fma(v, add).add(ROUNDER).sub(ROUNDER));
      v = DoubleVector.broadcast(S, w[w3 + k]);
      d0 = d0.add(x0.fma(v, add).add(ROUNDER).sub(ROUNDER));
      d1 = d1.add(x1.fma(v, add).add(ROUNDER).sub(ROUNDER));
    }
    a0.intoArray(out, o);
    a1.intoArray(out, o + L);
    b0.intoArray(out, o + lanes);
    b1.intoArray(out, o + lanes + L);
    c0.intoArray(out, o + 2 * lanes);
    c1.intoArray(out, o + 2 * lanes + L);
    d0.intoArray(out, o + 3 * lanes);
    d1.intoArray(out, o + 3 * lanes + L);
  }
}
