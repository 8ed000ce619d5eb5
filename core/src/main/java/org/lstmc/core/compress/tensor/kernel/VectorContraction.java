package org.lstmc.core.compress.tensor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the Vector API: tiles of rows x vectors whose sums stay in registers. One method a
 * tile, none of which takes or returns a vector: C2 of JDK 17 boxes those.
 */
final class VectorContraction implements ContractionKernel {
  private static final VectorSpecies<Float> S =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  // AVX-512 has 32 registers, what came before 16.
  private static final boolean MANY_REGISTERS = L == 16;

  @Override
  public void multiply(
      float[] factor, int produced, int[] offset, int[] start, int run, float[] x, float[] out) {
    int rest = start.length * run;
    for (int r = 0; r < start.length; r++) {
      int t = 0;
      for (; MANY_REGISTERS && t + 4 * L <= run; t += 4 * L) {
        columns4(factor, produced, offset, x, start[r] + t, out, r * run + t, rest);
      }
      for (; t + 2 * L <= run; t += 2 * L) {
        columns2(factor, produced, offset, x, start[r] + t, out, r * run + t, rest);
      }
      for (; t + L <= run; t += L) {
        columns1(factor, produced, offset, x, start[r] + t, out, r * run + t, rest);
      }
      for (; t < run; t++) {
        column(factor, produced, offset, x, start[r] + t, out, r * run + t, rest);
      }
    }
  }

  private static void columns4(
      float[] w, int rows, int[] offset, float[] x, int b, float[] out, int to, int rest) {
    int n = offset.length;
    int o = 0;
    if (rows % 4 == 1 && rows > 1) {
      tile5x4(w, 0, offset, x, b, out, to, rest);
      o = 5;
    }
    for (; o + 4 <= rows; o += 4) {
      tile4x4(w, o * n, offset, x, b, out, to + o * rest, rest);
    }
    for (; o < rows; o++) {
      tile1x4(w, o * n, offset, x, b, out, to + o * rest);
    }
  }

  private static void columns2(
      float[] w, int rows, int[] offset, float[] x, int b, float[] out, int to, int rest) {
    int n = offset.length;
    int o = 0;
    for (; MANY_REGISTERS && o + 8 <= rows; o += 8) {
      tile8x2(w, o * n, offset, x, b, out, to + o * rest, rest);
    }
    for (; o + 4 <= rows; o += 4) {
      tile4x2(w, o * n, offset, x, b, out, to + o * rest, rest);
    }
    for (; o < rows; o++) {
      tile1x2(w, o * n, offset, x, b, out, to + o * rest);
    }
  }

  private static void columns1(
      float[] w, int rows, int[] offset, float[] x, int b, float[] out, int to, int rest) {
    int n = offset.length;
    int o = 0;
    for (; o + 8 <= rows; o += 8) {
      tile8x1(w, o * n, offset, x, b, out, to + o * rest, rest);
    }
    for (; o < rows; o++) {
      tile1x1(w, o * n, offset, x, b, out, to + o * rest);
    }
  }

  private static void column(
      float[] w, int rows, int[] offset, float[] x, int b, float[] out, int to, int rest) {
    for (int o = 0; o < rows; o++) {
      float sum = 0;
      for (int k = 0; k < offset.length; k++) {
        sum = Math.fma(w[o * offset.length + k], x[offset[k] + b], sum);
      }
      out[to + o * rest] = sum;
    }
  }

  private static void tile5x4(
      float[] w, int w0, int[] offset, float[] x, int b, float[] out, int o, int rest) {
    final int n = offset.length;
    final int w1 = w0 + n;
    final int w2 = w1 + n;
    final int w3 = w2 + n;
    final int w4 = w3 + n;
    FloatVector a0 = FloatVector.zero(S);
    FloatVector a1 = FloatVector.zero(S);
    FloatVector a2 = FloatVector.zero(S);
    FloatVector a3 = FloatVector.zero(S);
    FloatVector b0 = FloatVector.zero(S);
    FloatVector b1 = FloatVector.zero(S);
    FloatVector b2 = FloatVector.zero(S);
    FloatVector b3 = FloatVector.zero(S);
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);
    FloatVector d0 = FloatVector.zero(S);
    FloatVector d1 = FloatVector.zero(S);
    FloatVector d2 = FloatVector.zero(S);
    FloatVector d3 = FloatVector.zero(S);
    FloatVector e0 = FloatVector.zero(S);
    FloatVector e1 = FloatVector.zero(S);
    FloatVector e2 = FloatVector.zero(S);
    FloatVector e3 = FloatVector.zero(S);
    for (int k = 0; k < offset.length; k++) {
      int at = offset[k] + b;
      FloatVector x0 = FloatVector.fromArray(S, x, at);
      FloatVector x1 = FloatVector.fromArray(S, x, at + L);
      FloatVector x2 = FloatVector.fromArray(S, x, at + 2 * L);
      FloatVector x3 = FloatVector.fromArray(S, x, at + 3 * L);
      FloatVector v = FloatVector.broadcast(S, w[w0 + k]);
      a0 = x0.fma(v, a0);
      a1 = x1.fma(v, a1);
      a2 = x2.fma(v, a2);
      a3 = x3.fma(v, a3);
      v = FloatVector.broadcast(S, w[w1 + k]);
      b0 = x0.fma(v, b0);
      b1 = x1.fma(v, b1);
      b2 = x2.fma(v, b2);
      b3 = x3.fma(v, b3);
      v = FloatVector.broadcast(S, w[w2 + k]);
      c0 = x0.fma(v, c0);
      c1 = x1.fma(v, c1);
      c2 = x2.fma(v, c2);
      c3 = x3.fma(v, c3);
      v = FloatVector.broadcast(S, w[w3 + k]);
      d0 = x0.fma(v, d0);
      d1 = x1.fma(v, d1);
      d2 = x2.fma(v, d2);
      d3 = x3.fma(v, d3);
      v = FloatVector.broadcast(S, w[w4 + k]);
      e0 = x0.fma(v, e0);
      e1 = x1.fma(v, e1);
      e2 = x2.fma(v, e2);
      e3 = x3.fma(v, e3);
    }
    a0.intoArray(out, o);
    a1.intoArray(out, o + L);
    a2.intoArray(out, o + 2 * L);
    a3.intoArray(out, o + 3 * L);
    b0.intoArray(out, o + rest);
    b1.intoArray(out, o + rest + L);
    b2.intoArray(out, o + rest + 2 * L);
    b3.intoArray(out, o + rest + 3 * L);
    c0.intoArray(out, o + 2 * rest);
    c1.intoArray(out, o + 2 * rest + L);
    c2.intoArray(out, o + 2 * rest + 2 * L);
    c3.intoArray(out, o + 2 * rest + 3 * L);
    d0.intoArray(out, o + 3 * rest);
    d1.intoArray(out, o + 3 * rest + L);
    d2.intoArray(out, o + 3 * rest + 2 * L);
    d3.intoArray(out, o + 3 * rest + 3 * L);
    e0.intoArray(out, o + 4 * rest);
    e1.intoArray(out, o + 4 * rest + L);
    e2.intoArray(out, o + 4 * rest + 2 * L);
    e3.intoArray(out, o + 4 * rest + 3 * L);
  }

  private static void tile4x4(
      float[] w, int w0, int[] offset, float[] x, int b, float[] out, int o, int rest) {
    final int n = offset.length;
    final int w1 = w0 + n;
    final int w2 = w1 + n;
    final int w3 = w2 + n;
    FloatVector a0 = FloatVector.zero(S);
    FloatVector a1 = FloatVector.zero(S);
    FloatVector a2 = FloatVector.zero(S);
    FloatVector a3 = FloatVector.zero(S);
    FloatVector b0 = FloatVector.zero(S);
    FloatVector b1 = FloatVector.zero(S);
    FloatVector b2 = FloatVector.zero(S);
    FloatVector b3 = FloatVector.zero(S);
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector c2 = FloatVector.zero(S);
    FloatVector c3 = FloatVector.zero(S);
    FloatVector d0 = FloatVector.zero(S);
    FloatVector d1 = FloatVector.zero(S);
    FloatVector d2 = FloatVector.zero(S);
    FloatVector d3 = FloatVector.zero(S);
    for (int k = 0; k < offset.length; k++) {
      int at = offset[k] + b;
      FloatVector x0 = FloatVector.fromArray(S, x, at);
      FloatVector x1 = FloatVector.fromArray(S, x, at + L);
      FloatVector x2 = FloatVector.fromArray(S, x, at + 2 * L);
      FloatVector x3 = FloatVector.fromArray(S, x, at + 3 * L);
      FloatVector v = FloatVector.broadcast(S, w[w0 + k]);
      a0 = x0.fma(v, a0);
      a1 = x1.fma(v, a1);
      a2 = x2.fma(v, a2);
      a3 = x3.fma(v, a3);
      v = FloatVector.broadcast(S, w[w1 + k]);
      b0 = x0.fma(v, b0);
      b1 = x1.fma(v, b1);
      b2 = x2.fma(v, b2);
      b3 = x3.fma(v, b3);
      v = FloatVector.broadcast(S, w[w2 + k]);
      c0 = x0.fma(v, c0);
      c1 = x1.fma(v, c1);
      c2 = x2.fma(v, c2);
      c3 = x3.fma(v, c3);
      v = FloatVector.broadcast(S, w[w3 + k]);
      d0 = x0.fma(v, d0);
      d1 = x1.fma(v, d1);
      d2 = x2.fma(v, d2);
      d3 = x3.fma(v, d3);
    }
    a0.intoArray(out, o);
    a1.intoArray(out, o + L);
    a2.intoArray(out, o + 2 * L);
    a3.intoArray(out, o + 3 * L);
    b0.intoArray(out, o + rest);
    b1.intoArray(out, o + rest + L);
    b2.intoArray(out, o + rest + 2 * L);
    b3.intoArray(out, o + rest + 3 * L);
    c0.intoArray(out, o + 2 * rest);
    c1.intoArray(out, o + 2 * rest + L);
    c2.intoArray(out, o + 2 * rest + 2 * L);
    c3.intoArray(out, o + 2 * rest + 3 * L);
    d0.intoArray(out, o + 3 * rest);
    d1.intoArray(out, o + 3 * rest + L);
    d2.intoArray(out, o + 3 * rest + 2 * L);
    d3.intoArray(out, o + 3 * rest + 3 * L);
  }

  private static void tile1x4(
      float[] w, int w0, int[] offset, float[] x, int b, float[] out, int o) {
    FloatVector a0 = FloatVector.zero(S);
    FloatVector a1 = FloatVector.zero(S);
    FloatVector a2 = FloatVector.zero(S);
    FloatVector a3 = FloatVector.zero(S);
    for (int k = 0; k < offset.length; k++) {
      int at = offset[k] + b;
      FloatVector x0 = FloatVector.fromArray(S, x, at);
      FloatVector x1 = FloatVector.fromArray(S, x, at + L);
      FloatVector x2 = FloatVector.fromArray(S, x, at + 2 * L);
      FloatVector x3 = FloatVector.fromArray(S, x, at + 3 * L);
      FloatVector v = FloatVector.broadcast(S, w[w0 + k]);
      a0 = x0.fma(v, a0);
      a1 = x1.fma(v, a1);
      a2 = x2.fma(v, a2);
      a3 = x3.fma(v, a3);
    }
    a0.intoArray(out, o);
    a1.intoArray(out, o + L);
    a2.intoArray(out, o + 2 * L);
    a3.intoArray(out, o + 3 * L);
  }

  private static void tile8x2(
      float[] w, int w0, int[] offset, float[] x, int b, float[] out, int o, int rest) {
    final int n = offset.length;
    final int w1 = w0 + n;
    final int w2 = w1 + n;
    final int w3 = w2 + n;
    final int w4 = w3 + n;
    final int w5 = w4 + n;
    final int w6 = w5 + n;
    final int w7 = w6 + n;
    FloatVector a0 = FloatVector.zero(S);
    FloatVector a1 = FloatVector.zero(S);
    FloatVector b0 = FloatVector.zero(S);
    FloatVector b1 = FloatVector.zero(S);
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector d0 = FloatVector.zero(S);
    FloatVector d1 = FloatVector.zero(S);
    FloatVector e0 = FloatVector.zero(S);
    FloatVector e1 = FloatVector.zero(S);
    FloatVector f0 = FloatVector.zero(S);
    FloatVector f1 = FloatVector.zero(S);
    FloatVector g0 = FloatVector.zero(S);
    FloatVector g1 = FloatVector.zero(S);
    FloatVector h0 = FloatVector.zero(S);
    FloatVector h1 = FloatVector.zero(S);
    for (int k = 0; k < offset.length; k++) {
      int at = offset[k] + b;
      FloatVector x0 = FloatVector.fromArray(S, x, at);
      FloatVector x1 = FloatVector.fromArray(S, x, at + L);
      FloatVector v = FloatVector.broadcast(S, w[w0 + k]);
      a0 = x0.fma(v, a0);
      a1 = x1.fma(v, a1);
      v = FloatVector.broadcast(S, w[w1 + k]);
      b0 = x0.fma(v, b0);
      b1 = x1.fma(v, b1);
      v = FloatVector.broadcast(S, w[w2 + k]);
      c0 = x0.fma(v, c0);
      c1 = x1.fma(v, c1);
      v = FloatVector.broadcast(S, w[w3 + k]);
      d0 = x0.fma(v, d0);
      d1 = x1.fma(v, d1);
      v = FloatVector.broadcast(S, w[w4 + k]);
      e0 = x0.fma(v, e0);
      e1 = x1.fma(v, e1);
      v = FloatVector.broadcast(S, w[w5 + k]);
      f0 = x0.fma(v, f0);
      f1 = x1.fma(v, f1);
      v = FloatVector.broadcast(S, w[w6 + k]);
      g0 = x0.fma(v, g0);
      g1 = x1.fma(v, g1);
      v = FloatVector.broadcast(S, w[w7 + k]);
      h0 = x0.fma(v, h0);
      h1 = x1.fma(v, h1);
    }
    a0.intoArray(out, o);
    a1.intoArray(out, o + L);
    b0.intoArray(out, o + rest);
    b1.intoArray(out, o + rest + L);
    c0.intoArray(out, o + 2 * rest);
    c1.intoArray(out, o + 2 * rest + L);
    d0.intoArray(out, o + 3 * rest);
    d1.intoArray(out, o + 3 * rest + L);
    e0.intoArray(out, o + 4 * rest);
    e1.intoArray(out, o + 4 * rest + L);
    f0.intoArray(out, o + 5 * rest);
    f1.intoArray(out, o + 5 * rest + L);
    g0.intoArray(out, o + 6 * rest);
    g1.intoArray(out, o + 6 * rest + L);
    h0.intoArray(out, o + 7 * rest);
    h1.intoArray(out, o + 7 * rest + L);
  }

  private static void tile4x2(
      float[] w, int w0, int[] offset, float[] x, int b, float[] out, int o, int rest) {
    final int n = offset.length;
    final int w1 = w0 + n;
    final int w2 = w1 + n;
    final int w3 = w2 + n;
    FloatVector a0 = FloatVector.zero(S);
    FloatVector a1 = FloatVector.zero(S);
    FloatVector b0 = FloatVector.zero(S);
    FloatVector b1 = FloatVector.zero(S);
    FloatVector c0 = FloatVector.zero(S);
    FloatVector c1 = FloatVector.zero(S);
    FloatVector d0 = FloatVector.zero(S);
    FloatVector d1 = FloatVector.zero(S);
    for (int k = 0; k < offset.length; k++) {
      int at = offset[k] + b;
      FloatVector x0 = FloatVector.fromArray(S, x, at);
      FloatVector x1 = FloatVector.fromArray(S, x, at + L);
      FloatVector v = FloatVector.broadcast(S, w[w0 + k]);
      a0 = x0.fma(v, a0);
      a1 = x1.fma(v, a1);
      v = FloatVector.broadcast(S, w[w1 + k]);
      b0 = x0.fma(v, b0);
      b1 = x1.fma(v, b1);
      v = FloatVector.broadcast(S, w[w2 + k]);
      c0 = x0.fma(v, c0);
      c1 = x1.fma(v, c1);
      v = FloatVector.broadcast(S, w[w3 + k]);
      d0 = x0.fma(v, d0);
      d1 = x1.fma(v, d1);
    }
    a0.intoArray(out, o);
    a1.intoArray(out, o + L);
    b0.intoArray(out, o + rest);
    b1.intoArray(out, o + rest + L);
    c0.intoArray(out, o + 2 * rest);
    c1.intoArray(out, o + 2 * rest + L);
    d0.intoArray(out, o + 3 * rest);
    d1.intoArray(out, o + 3 * rest + L);
  }

  private static void tile1x2(
      float[] w, int w0, int[] offset, float[] x, int b, float[] out, int o) {
    FloatVector a0 = FloatVector.zero(S);
    FloatVector a1 = FloatVector.zero(S);
    for (int k = 0; k < offset.length; k++) {
      int at = offset[k] + b;
      FloatVector x0 = FloatVector.fromArray(S, x, at);
      FloatVector x1 = FloatVector.fromArray(S, x, at + L);
      FloatVector v = FloatVector.broadcast(S, w[w0 + k]);
      a0 = x0.fma(v, a0);
      a1 = x1.fma(v, a1);
    }
    a0.intoArray(out, o);
    a1.intoArray(out, o + L);
  }

  private static void tile8x1(
      float[] w, int w0, int[] offset, float[] x, int b, float[] out, int o, int rest) {
    final int n = offset.length;
    final int w1 = w0 + n;
    final int w2 = w1 + n;
    final int w3 = w2 + n;
    final int w4 = w3 + n;
    final int w5 = w4 + n;
    final int w6 = w5 + n;
    final int w7 = w6 + n;
    FloatVector a0 = FloatVector.zero(S);
    FloatVector b0 = FloatVector.zero(S);
    FloatVector c0 = FloatVector.zero(S);
    FloatVector d0 = FloatVector.zero(S);
    FloatVector e0 = FloatVector.zero(S);
    FloatVector f0 = FloatVector.zero(S);
    FloatVector g0 = FloatVector.zero(S);
    FloatVector h0 = FloatVector.zero(S);
    for (int k = 0; k < offset.length; k++) {
      int at = offset[k] + b;
      FloatVector x0 = FloatVector.fromArray(S, x, at);
      FloatVector v = FloatVector.broadcast(S, w[w0 + k]);
      a0 = x0.fma(v, a0);
      v = FloatVector.broadcast(S, w[w1 + k]);
      b0 = x0.fma(v, b0);
      v = FloatVector.broadcast(S, w[w2 + k]);
      c0 = x0.fma(v, c0);
      v = FloatVector.broadcast(S, w[w3 + k]);
      d0 = x0.fma(v, d0);
      v = FloatVector.broadcast(S, w[w4 + k]);
      e0 = x0.fma(v, e0);
      v = FloatVector.broadcast(S, w[w5 + k]);
      f0 = x0.fma(v, f0);
      v = FloatVector.broadcast(S, w[w6 + k]);
      g0 = x0.fma(v, g0);
      v = FloatVector.broadcast(S, w[w7 + k]);
      h0 = x0.fma(v, h0);
    }
    a0.intoArray(out, o);
    b0.intoArray(out, o + rest);
    c0.intoArray(out, o + 2 * rest);
    d0.intoArray(out, o + 3 * rest);
    e0.intoArray(out, o + 4 * rest);
    f0.intoArray(out, o + 5 * rest);
    g0.intoArray(out, o + 6 * rest);
    h0.intoArray(out, o + 7 * rest);
  }

  private static void tile1x1(
      float[] w, int w0, int[] offset, float[] x, int b, float[] out, int o) {
    FloatVector a0 = FloatVector.zero(S);
    for (int k = 0; k < offset.length; k++) {
      int at = offset[k] + b;
      FloatVector x0 = FloatVector.fromArray(S, x, at);
      FloatVector v = FloatVector.broadcast(S, w[w0 + k]);
      a0 = x0.fma(v, a0);
    }
    a0.intoArray(out, o);
  }
}
