package org.lstmc.core.quantize.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the Vector API. One small method per shape, without branches on vectors: C2 of JDK
 * 17 loses a factor of five or more otherwise. Integer sums are exact in any order, so fused
 * multiply-add and tiling change no bit.
 */
final class VectorKernel implements LaneKernel {
  private static final VectorSpecies<Double> S =
      DoubleVector.SPECIES_PREFERRED.length() > 8
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final boolean MANY_REGISTERS = L == 8;

  /** The vectors that all kernels use. */
  static final VectorSpecies<Double> SPECIES = S;

  private final WordKernel words = new VectorWords();

  @Override
  public WordKernel words() {
    return words;
  }

  @Override
  public void multiplyAdd(LaneMatrix m, int from, int to, int lanes, double[] x, double[] out) {
    if (m.rowStart == null) {
      dense(m, from, to, lanes, x, out);
    } else {
      sparse(m, from, to, lanes, x, out);
    }
  }

  private static void dense(LaneMatrix m, int from, int to, int lanes, double[] x, double[] out) {
    for (int r = from; r < to; r += LaneMatrix.ROW_TILE) {
      int o = (r - from) * lanes;
      int b = 0;
      for (; MANY_REGISTERS && b + 4 * L <= lanes; b += 4 * L) {
        dense4x4(m.cols, m.values, r * m.cols, x, b, lanes, out, o + b);
      }
      for (; b < lanes; b += 2 * L) {
        dense4x2(m.cols, m.values, r * m.cols, x, b, lanes, out, o + b);
      }
    }
  }

  private static void sparse(LaneMatrix m, int from, int to, int lanes, double[] x, double[] out) {
    for (int r = from; r < to; r++) {
      int o = (r - from) * lanes;
      int b = 0;
      for (; b + 4 * L <= lanes; b += 4 * L) {
        sparse1x4(m.rowStart[r], m.rowStart[r + 1], m.columns, m.values, x, b, lanes, out, o + b);
      }
      for (; b < lanes; b += 2 * L) {
        sparse1x2(m.rowStart[r], m.rowStart[r + 1], m.columns, m.values, x, b, lanes, out, o + b);
      }
    }
  }

  @Override
  public void contract(LaneMatrix m, int[] rows, int at, int lanes, double[] x, double[] out) {
    VectorContraction.run(m, rows, at, lanes, x, out);
  }

  @Override
  public void contractCut(
      LaneMatrix m, int[] rows, int at, int lanes, double[] x, double[] out, double offset) {
    VectorContraction.runCut(m, rows, at, lanes, x, out, offset);
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
    VectorConvolution.run(m, start, offsets, x, corner, lanes, out, at);
  }

  private static void sparse1x4(
      int from, int to, int[] col, double[] w, double[] x, int b, int lanes, double[] out, int o) {
    DoubleVector s0 = DoubleVector.fromArray(S, out, o);
    DoubleVector s1 = DoubleVector.fromArray(S, out, o + L);
    DoubleVector s2 = DoubleVector.fromArray(S, out, o + 2 * L);
    DoubleVector s3 = DoubleVector.fromArray(S, out, o + 3 * L);
    for (int p = from; p < to; p++) {
      int at = col[p] * lanes + b;
      DoubleVector v = DoubleVector.broadcast(S, w[p]);
      s0 = DoubleVector.fromArray(S, x, at).fma(v, s0);
      s1 = DoubleVector.fromArray(S, x, at + L).fma(v, s1);
      s2 = DoubleVector.fromArray(S, x, at + 2 * L).fma(v, s2);
      s3 = DoubleVector.fromArray(S, x, at + 3 * L).fma(v, s3);
    }
    s0.intoArray(out, o);
    s1.intoArray(out, o + L);
    s2.intoArray(out, o + 2 * L);
    s3.intoArray(out, o + 3 * L);
  }

  private static void sparse1x2(
      int from, int to, int[] col, double[] w, double[] x, int b, int lanes, double[] out, int o) {
    DoubleVector s0 = DoubleVector.fromArray(S, out, o);
    DoubleVector s1 = DoubleVector.fromArray(S, out, o + L);
    for (int p = from; p < to; p++) {
      int at = col[p] * lanes + b;
      DoubleVector v = DoubleVector.broadcast(S, w[p]);
      s0 = DoubleVector.fromArray(S, x, at).fma(v, s0);
      s1 = DoubleVector.fromArray(S, x, at + L).fma(v, s1);
    }
    s0.intoArray(out, o);
    s1.intoArray(out, o + L);
  }

  private static void dense4x2(
      int cols, double[] w, int w0, double[] x, int b, int lanes, double[] out, int o) {
    final int w1 = w0 + cols;
    final int w2 = w1 + cols;
    final int w3 = w2 + cols;
    DoubleVector a0 = DoubleVector.fromArray(S, out, o);
    DoubleVector a1 = DoubleVector.fromArray(S, out, o + L);
    DoubleVector b0 = DoubleVector.fromArray(S, out, o + lanes);
    DoubleVector b1 = DoubleVector.fromArray(S, out, o + lanes + L);
    DoubleVector c0 = DoubleVector.fromArray(S, out, o + 2 * lanes);
    DoubleVector c1 = DoubleVector.fromArray(S, out, o + 2 * lanes + L);
    DoubleVector d0 = DoubleVector.fromArray(S, out, o + 3 * lanes);
    DoubleVector d1 = DoubleVector.fromArray(S, out, o + 3 * lanes + L);
    int at = b;
    for (int k = 0; k < cols; k++) {
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
      at += lanes;
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

  private static void dense4x4(
      int cols, double[] w, int w0, double[] x, int b, int lanes, double[] out, int o) {
    final int w1 = w0 + cols;
    final int w2 = w1 + cols;
    final int w3 = w2 + cols;
    final int o1 = o + lanes;
    final int o2 = o1 + lanes;
    final int o3 = o2 + lanes;
    DoubleVector a0 = DoubleVector.fromArray(S, out, o);
    DoubleVector a1 = DoubleVector.fromArray(S, out, o + L);
    DoubleVector a2 = DoubleVector.fromArray(S, out, o + 2 * L);
    DoubleVector a3 = DoubleVector.fromArray(S, out, o + 3 * L);
    DoubleVector b0 = DoubleVector.fromArray(S, out, o1);
    DoubleVector b1 = DoubleVector.fromArray(S, out, o1 + L);
    DoubleVector b2 = DoubleVector.fromArray(S, out, o1 + 2 * L);
    DoubleVector b3 = DoubleVector.fromArray(S, out, o1 + 3 * L);
    DoubleVector c0 = DoubleVector.fromArray(S, out, o2);
    DoubleVector c1 = DoubleVector.fromArray(S, out, o2 + L);
    DoubleVector c2 = DoubleVector.fromArray(S, out, o2 + 2 * L);
    DoubleVector c3 = DoubleVector.fromArray(S, out, o2 + 3 * L);
    DoubleVector d0 = DoubleVector.fromArray(S, out, o3);
    DoubleVector d1 = DoubleVector.fromArray(S, out, o3 + L);
    DoubleVector d2 = DoubleVector.fromArray(S, out, o3 + 2 * L);
    DoubleVector d3 = DoubleVector.fromArray(S, out, o3 + 3 * L);
    int at = b;
    for (int k = 0; k < cols; k++) {
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
      at += lanes;
    }
    a0.intoArray(out, o);
    a1.intoArray(out, o + L);
    a2.intoArray(out, o + 2 * L);
    a3.intoArray(out, o + 3 * L);
    b0.intoArray(out, o1);
    b1.intoArray(out, o1 + L);
    b2.intoArray(out, o1 + 2 * L);
    b3.intoArray(out, o1 + 3 * L);
    c0.intoArray(out, o2);
    c1.intoArray(out, o2 + L);
    c2.intoArray(out, o2 + 2 * L);
    c3.intoArray(out, o2 + 3 * L);
    d0.intoArray(out, o3);
    d1.intoArray(out, o3 + L);
    d2.intoArray(out, o3 + 2 * L);
    d3.intoArray(out, o3 + 3 * L);
  }

  @Override
  public void max(double[] values, int count, int lanes, double[] max) {
    for (int b = 0; b < lanes; b += 2 * L) {
      max2(values, count, lanes, b, max);
    }
  }

  private static void max2(double[] values, int count, int lanes, int b, double[] max) {
    DoubleVector m0 = DoubleVector.fromArray(S, max, b);
    DoubleVector m1 = DoubleVector.fromArray(S, max, b + L);
    int at = b;
    for (int k = 0; k < count; k++) {
      m0 = m0.max(DoubleVector.fromArray(S, values, at));
      m1 = m1.max(DoubleVector.fromArray(S, values, at + L));
      at += lanes;
    }
    m0.intoArray(max, b);
    m1.intoArray(max, b + L);
  }

  @Override
  public void sumExp(
      double[] values, int count, int lanes, double[] max, double scale, double[] sum) {
    for (int b = 0; b < lanes; b += L) {
      sumExp1(values, count, lanes, b, max, scale, sum);
    }
  }

  private static void sumExp1(
      double[] values, int count, int lanes, int b, double[] max, double scale, double[] sum) {
    DoubleVector greatest = DoubleVector.fromArray(S, max, b);
    DoubleVector total = DoubleVector.fromArray(S, sum, b);
    int at = b;
    for (int k = 0; k < count; k++) {
      DoubleVector x =
          DoubleVector.fromArray(S, values, at).sub(greatest).mul(scale).max(Exp.LEAST);
      DoubleVector t = x.mul(Exp.LOG2E).add(Exp.ROUNDER);
      DoubleVector n = t.sub(Exp.ROUNDER);
      DoubleVector r = x.sub(n.mul(Exp.LN2_HIGH)).sub(n.mul(Exp.LN2_LOW));
      DoubleVector p = r.mul(Exp.C10).add(Exp.C9);
      p = p.mul(r).add(Exp.C8);
      p = p.mul(r).add(Exp.C7);
      p = p.mul(r).add(Exp.C6);
      p = p.mul(r).add(Exp.C5);
      p = p.mul(r).add(Exp.C4);
      p = p.mul(r).add(Exp.C3);
      p = p.mul(r).add(Exp.C2);
      p = p.mul(r).add(1.0);
      p = p.mul(r).add(1.0);
      DoubleVector power =
          t.reinterpretAsLongs()
              .lanewise(VectorOperators.LSHL, Exp.EXPONENT)
              .add(Exp.ONE)
              .reinterpretAsDoubles();
      total = total.add(p.mul(power));
      at += lanes;
    }
    total.intoArray(sum, b);
  }
}
