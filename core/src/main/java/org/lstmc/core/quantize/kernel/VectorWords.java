package org.lstmc.core.quantize.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The steps of a transform on the Vector API. Sums and products are exact integers, so the order of
 * additions changes no bit. Only saturates, and does not count: a word that leaves its format sets
 * bits in an element of the marks, so that the caller can do the work again with {@link
 * ScalarWords}.
 *
 * <p>No step has a method of its own that takes or returns a vector: where C2 of JDK 17 has inlined
 * enough in one method it leaves such calls standing, and every vector becomes an object. As bits,
 * numbers of one exponent compare like integers, whose minimum is a single instruction; that of
 * doubles is not.
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
  public int marks(int lanes) {
    return L;
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
    } else {
      scaleRounded(x, from, factor, z, at, lanes, r, out);
    }
  }

  private static void scaleRounded(
      double[] x,
      int from,
      double factor,
      double[] z,
      int at,
      int lanes,
      WordRounding r,
      double[] out) {
    LongVector c = DoubleVector.fromArray(S, out, 0).reinterpretAsLongs();
    for (int b = 0; b < lanes; b += L) {
      DoubleVector v =
          DoubleVector.fromArray(S, x, from + b)
              .mul(factor)
              .add(r.offset())
              .mul(r.scale())
              .add(ROUNDER);
      LongVector bits = v.reinterpretAsLongs();
      LongVector fitted = bits.min(r.greatestBits()).max(r.leastBits());
      fitted.reinterpretAsDoubles().sub(ROUNDER).intoArray(z, at + b);
      c = c.or(bits.lanewise(VectorOperators.XOR, fitted));
    }
    c.reinterpretAsDoubles().intoArray(out, 0);
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
    LongVector c = DoubleVector.fromArray(S, out, 0).reinterpretAsLongs();
    for (int b = 0; b < lanes; b += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, from + b).mul(factor).add(ROUNDER);
      LongVector bits = v.reinterpretAsLongs();
      LongVector fitted = bits.min(r.greatestBits()).max(r.leastBits());
      fitted.reinterpretAsDoubles().sub(ROUNDER).intoArray(z, at + b);
      c = c.or(bits.lanewise(VectorOperators.XOR, fitted));
    }
    c.reinterpretAsDoubles().intoArray(out, 0);
  }

  @Override
  public void pair(double[] z, int first, int second, int lanes, WordRounding r, double[] out) {
    if (r.isPlain()) {
      pairPlain(z, first, second, lanes, r, out);
    } else {
      pairRounded(z, first, second, lanes, r, out);
    }
  }

  private static void pairRounded(
      double[] z, int first, int second, int lanes, WordRounding r, double[] out) {
    LongVector c = DoubleVector.fromArray(S, out, 0).reinterpretAsLongs();
    for (int b = 0; b < lanes; b += L) {
      DoubleVector x = DoubleVector.fromArray(S, z, first + b);
      DoubleVector y = DoubleVector.fromArray(S, z, second + b);
      LongVector bits = x.add(y).add(r.offset()).mul(r.scale()).add(ROUNDER).reinterpretAsLongs();
      LongVector fitted = bits.min(r.greatestBits()).max(r.leastBits());
      fitted.reinterpretAsDoubles().sub(ROUNDER).intoArray(z, first + b);
      c = c.or(bits.lanewise(VectorOperators.XOR, fitted));
      LongVector bits2 = x.sub(y).add(r.offset()).mul(r.scale()).add(ROUNDER).reinterpretAsLongs();
      LongVector fitted2 = bits2.min(r.greatestBits()).max(r.leastBits());
      fitted2.reinterpretAsDoubles().sub(ROUNDER).intoArray(z, second + b);
      c = c.or(bits2.lanewise(VectorOperators.XOR, fitted2));
    }
    c.reinterpretAsDoubles().intoArray(out, 0);
  }

  private static void pairPlain(
      double[] z, int first, int second, int lanes, WordRounding r, double[] out) {
    LongVector c = DoubleVector.fromArray(S, out, 0).reinterpretAsLongs();
    for (int b = 0; b < lanes; b += L) {
      DoubleVector x = DoubleVector.fromArray(S, z, first + b);
      DoubleVector y = DoubleVector.fromArray(S, z, second + b);
      LongVector bits = x.add(y).add(ROUNDER).reinterpretAsLongs();
      LongVector fitted = bits.min(r.greatestBits()).max(r.leastBits());
      fitted.reinterpretAsDoubles().sub(ROUNDER).intoArray(z, first + b);
      c = c.or(bits.lanewise(VectorOperators.XOR, fitted));
      LongVector bits2 = x.sub(y).add(ROUNDER).reinterpretAsLongs();
      LongVector fitted2 = bits2.min(r.greatestBits()).max(r.leastBits());
      fitted2.reinterpretAsDoubles().sub(ROUNDER).intoArray(z, second + b);
      c = c.or(bits2.lanewise(VectorOperators.XOR, fitted2));
    }
    c.reinterpretAsDoubles().intoArray(out, 0);
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
    LongVector c = DoubleVector.fromArray(S, out, 0).reinterpretAsLongs();
    for (int b = 0; b < lanes; b += L) {
      DoubleVector v = DoubleVector.fromArray(S, z, a + b).mul(factor);
      DoubleVector q = DoubleVector.fromArray(S, p, pAt + b);
      LongVector bits = q.add(v).add(r.offset()).mul(r.scale()).add(ROUNDER).reinterpretAsLongs();
      LongVector fitted = bits.min(r.greatestBits()).max(r.leastBits());
      fitted.reinterpretAsDoubles().sub(ROUNDER).intoArray(z, sum + b);
      c = c.or(bits.lanewise(VectorOperators.XOR, fitted));
      LongVector bits2 =
          q.sub(v).mul(sign).add(r.offset()).mul(r.scale()).add(ROUNDER).reinterpretAsLongs();
      LongVector fitted2 = bits2.min(r.greatestBits()).max(r.leastBits());
      fitted2.reinterpretAsDoubles().sub(ROUNDER).intoArray(z, difference + b);
      c = c.or(bits2.lanewise(VectorOperators.XOR, fitted2));
    }
    c.reinterpretAsDoubles().intoArray(out, 0);
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
    LongVector c = DoubleVector.fromArray(S, out, 0).reinterpretAsLongs();
    for (int b = 0; b < lanes; b += L) {
      DoubleVector x = DoubleVector.fromArray(S, z, a + b);
      DoubleVector y = DoubleVector.fromArray(S, z, second + b).mul(sign);
      x.sub(y).intoArray(p, pAt + b);
      LongVector bits = x.add(y).add(r.offset()).mul(r.scale()).add(ROUNDER).reinterpretAsLongs();
      LongVector fitted = bits.min(r.greatestBits()).max(r.leastBits());
      fitted.reinterpretAsDoubles().sub(ROUNDER).intoArray(z, to + b);
      c = c.or(bits.lanewise(VectorOperators.XOR, fitted));
    }
    c.reinterpretAsDoubles().intoArray(out, 0);
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
    LongVector n = DoubleVector.fromArray(S, out, 0).reinterpretAsLongs();
    for (int b = 0; b < lanes; b += L) {
      DoubleVector x = DoubleVector.fromArray(S, p, b);
      DoubleVector y = DoubleVector.fromArray(S, p, lanes + b);
      LongVector bits =
          x.mul(c).sub(y.mul(s)).add(r.offset()).mul(r.scale()).add(ROUNDER).reinterpretAsLongs();
      LongVector fitted = bits.min(r.greatestBits()).max(r.leastBits());
      fitted.reinterpretAsDoubles().sub(ROUNDER).intoArray(z, re + b);
      n = n.or(bits.lanewise(VectorOperators.XOR, fitted));
      LongVector bits2 =
          y.mul(c).add(x.mul(s)).add(r.offset()).mul(r.scale()).add(ROUNDER).reinterpretAsLongs();
      LongVector fitted2 = bits2.min(r.greatestBits()).max(r.leastBits());
      fitted2.reinterpretAsDoubles().sub(ROUNDER).intoArray(z, im + b);
      n = n.or(bits2.lanewise(VectorOperators.XOR, fitted2));
    }
    n.reinterpretAsDoubles().intoArray(out, 0);
  }
}
