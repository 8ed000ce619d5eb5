package org.lstmc.core.quantize.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The steps of a transform on the Vector API. Sums and products are exact integers, so the order of
 * additions changes no bit. Only saturates, and does not count: a word that leaves its format sets
 * bits in its lane's element, so that the caller can do the work again with {@link ScalarWords}.
 */
final class VectorWords implements WordKernel {
  private static final VectorSpecies<Double> S = VectorKernel.SPECIES;
  private static final int L = S.length();
  private static final double ROUNDER = WordRounding.ROUNDER;

  @Override
  public boolean counts() {
    return false;
  }

  @Override
  public void scale(
      double[] x,
      int from,
      double factor,
      double[] z,
      int at,
      int lanes,
      WordRounding r,
      double[] out) {
    if (r.isPlain()) {
      scalePlain(x, from, factor, z, at, lanes, r, out);
      return;
    }
    for (int b = 0; b < lanes; b += L) {
      LongVector c = flags(out, b);
      DoubleVector v = rounded(DoubleVector.fromArray(S, x, from + b).mul(factor), r);
      c.or(put(v, z, at + b, r)).reinterpretAsDoubles().intoArray(out, b);
    }
  }

  private static void scalePlain(
      double[] x,
      int from,
      double factor,
      double[] z,
      int at,
      int lanes,
      WordRounding r,
      double[] out) {
    for (int b = 0; b < lanes; b += L) {
      LongVector c = flags(out, b);
      DoubleVector v = DoubleVector.fromArray(S, x, from + b).mul(factor).add(ROUNDER);
      c.or(put(v, z, at + b, r)).reinterpretAsDoubles().intoArray(out, b);
    }
  }

  @Override
  public void pair(double[] z, int first, int second, int lanes, WordRounding r, double[] out) {
    if (r.isPlain()) {
      pairPlain(z, first, second, lanes, r, out);
      return;
    }
    for (int b = 0; b < lanes; b += L) {
      DoubleVector x = DoubleVector.fromArray(S, z, first + b);
      DoubleVector y = DoubleVector.fromArray(S, z, second + b);
      LongVector c = flags(out, b);
      c = c.or(put(rounded(x.add(y), r), z, first + b, r));
      c.or(put(rounded(x.sub(y), r), z, second + b, r)).reinterpretAsDoubles().intoArray(out, b);
    }
  }

  private static void pairPlain(
      double[] z, int first, int second, int lanes, WordRounding r, double[] out) {
    for (int b = 0; b < lanes; b += L) {
      DoubleVector x = DoubleVector.fromArray(S, z, first + b);
      DoubleVector y = DoubleVector.fromArray(S, z, second + b);
      LongVector c = flags(out, b);
      c = c.or(put(x.add(y).add(ROUNDER), z, first + b, r));
      c.or(put(x.sub(y).add(ROUNDER), z, second + b, r)).reinterpretAsDoubles().intoArray(out, b);
    }
  }

  @Override
  public void turn(double[] z, int re, int im, double c, double s, double[] p, int lanes) {
    for (int b = 0; b < lanes; b += L) {
      DoubleVector x = DoubleVector.fromArray(S, z, re + b);
      DoubleVector y = DoubleVector.fromArray(S, z, im + b);
      x.mul(c).add(y.mul(s)).intoArray(p, b);
      y.mul(c).sub(x.mul(s)).intoArray(p, lanes + b);
    }
  }

  @Override
  public void blend(
      double[] z,
      int a,
      double factor,
      double[] p,
      int pAt,
      int sum,
      int difference,
      double sign,
      int lanes,
      WordRounding r,
      double[] out) {
    for (int b = 0; b < lanes; b += L) {
      DoubleVector v = DoubleVector.fromArray(S, z, a + b).mul(factor);
      DoubleVector q = DoubleVector.fromArray(S, p, pAt + b);
      LongVector c = flags(out, b);
      c = c.or(put(rounded(q.add(v), r), z, sum + b, r));
      c.or(put(rounded(q.sub(v).mul(sign), r), z, difference + b, r))
          .reinterpretAsDoubles()
          .intoArray(out, b);
    }
  }

  @Override
  public void split(
      double[] z,
      int a,
      int second,
      double sign,
      int to,
      double[] p,
      int pAt,
      int lanes,
      WordRounding r,
      double[] out) {
    for (int b = 0; b < lanes; b += L) {
      DoubleVector x = DoubleVector.fromArray(S, z, a + b);
      DoubleVector y = DoubleVector.fromArray(S, z, second + b).mul(sign);
      x.sub(y).intoArray(p, pAt + b);
      LongVector c = flags(out, b);
      c.or(put(rounded(x.add(y), r), z, to + b, r)).reinterpretAsDoubles().intoArray(out, b);
    }
  }

  @Override
  public void turnBack(
      double[] p,
      double c,
      double s,
      double[] z,
      int re,
      int im,
      int lanes,
      WordRounding r,
      double[] out) {
    for (int b = 0; b < lanes; b += L) {
      DoubleVector x = DoubleVector.fromArray(S, p, b);
      DoubleVector y = DoubleVector.fromArray(S, p, lanes + b);
      LongVector n = flags(out, b);
      n = n.or(put(rounded(x.mul(c).sub(y.mul(s)), r), z, re + b, r));
      n.or(put(rounded(y.mul(c).add(x.mul(s)), r), z, im + b, r))
          .reinterpretAsDoubles()
          .intoArray(out, b);
    }
  }

  private static LongVector flags(double[] out, int b) {
    return DoubleVector.fromArray(S, out, b).reinterpretAsLongs();
  }

  /** The rounded integer plus {@link #ROUNDER}: it stands in the low bits, two's complement. */
  private static DoubleVector rounded(DoubleVector v, WordRounding r) {
    return v.add(r.offset()).mul(r.scale()).add(ROUNDER);
  }

  /**
   * Writes words; bits for each that left the format, else zero. As bits, numbers of one exponent
   * compare like integers, whose minimum is a single instruction; that of doubles is not.
   */
  private static LongVector put(DoubleVector rounded, double[] z, int at, WordRounding r) {
    LongVector bits = rounded.reinterpretAsLongs();
    LongVector fitted = bits.min(r.greatestBits()).max(r.leastBits());
    fitted.reinterpretAsDoubles().sub(ROUNDER).intoArray(z, at);
    return bits.lanewise(VectorOperators.XOR, fitted);
  }
}
