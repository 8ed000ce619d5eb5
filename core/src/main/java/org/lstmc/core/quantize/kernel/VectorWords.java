package org.lstmc.core.quantize.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The steps of a transform on the Vector API. Sums and products are exact integers, so fused
 * multiply-add changes no bit. Words that wrap take the scalar road.
 */
final class VectorWords implements WordKernel {
  private static final VectorSpecies<Double> S = VectorKernel.SPECIES;
  private static final int L = S.length();
  private static final double ROUNDER = WordRounding.ROUNDER;
  private final WordKernel scalar = new ScalarWords();

  @Override
  public void convert(
      double[] x, int from, double[] z, int at, int lanes, WordRounding r, double[] out) {
    if (r.modulus() != 0) {
      scalar.convert(x, from, z, at, lanes, r, out);
      return;
    }
    for (int b = 0; b < lanes; b += L) {
      DoubleVector c = DoubleVector.fromArray(S, out, b);
      c = put(DoubleVector.fromArray(S, x, from + b), z, at + b, r, c);
      c.intoArray(out, b);
    }
  }

  @Override
  public void scale(double[] z, int at, double factor, int lanes, WordRounding r, double[] out) {
    if (r.modulus() != 0) {
      scalar.scale(z, at, factor, lanes, r, out);
      return;
    }
    for (int b = 0; b < lanes; b += L) {
      DoubleVector c = DoubleVector.fromArray(S, out, b);
      c = put(DoubleVector.fromArray(S, z, at + b).mul(factor), z, at + b, r, c);
      c.intoArray(out, b);
    }
  }

  @Override
  public void pair(double[] z, int first, int second, int lanes, WordRounding r, double[] out) {
    if (r.modulus() != 0) {
      scalar.pair(z, first, second, lanes, r, out);
      return;
    }
    for (int b = 0; b < lanes; b += L) {
      DoubleVector x = DoubleVector.fromArray(S, z, first + b);
      DoubleVector y = DoubleVector.fromArray(S, z, second + b);
      DoubleVector c = DoubleVector.fromArray(S, out, b);
      c = put(x.add(y), z, first + b, r, c);
      c = put(x.sub(y), z, second + b, r, c);
      c.intoArray(out, b);
    }
  }

  @Override
  public void join(double[] z, int[] at, double[] turn, int lanes, WordRounding r, double[] out) {
    if (r.modulus() != 0) {
      scalar.join(z, at, turn, lanes, r, out);
      return;
    }
    for (int b = 0; b < lanes; b += L) {
      DoubleVector or = DoubleVector.fromArray(S, z, at[2] + b);
      DoubleVector oi = DoubleVector.fromArray(S, z, at[3] + b);
      DoubleVector pr = or.mul(turn[0]).add(oi.mul(turn[1]));
      DoubleVector pi = oi.mul(turn[0]).sub(or.mul(turn[1]));
      DoubleVector er = DoubleVector.fromArray(S, z, at[0] + b).mul(turn[2]);
      DoubleVector ei = DoubleVector.fromArray(S, z, at[1] + b).mul(turn[2]);
      DoubleVector c = DoubleVector.fromArray(S, out, b);
      c = put(er.add(pr), z, at[0] + b, r, c);
      c = put(er.sub(pr), z, at[1] + b, r, c);
      c = put(pi.sub(ei), z, at[2] + b, r, c);
      c = put(ei.add(pi), z, at[3] + b, r, c);
      c.intoArray(out, b);
    }
  }

  @Override
  public void part(
      double[] z,
      int[] at,
      double[] turn,
      int lanes,
      WordRounding plain,
      WordRounding turned,
      double[] out) {
    if (plain.modulus() != 0) {
      scalar.part(z, at, turn, lanes, plain, turned, out);
      return;
    }
    for (int b = 0; b < lanes; b += L) {
      DoubleVector xr = DoubleVector.fromArray(S, z, at[0] + b);
      DoubleVector yr = DoubleVector.fromArray(S, z, at[1] + b);
      DoubleVector yi = DoubleVector.fromArray(S, z, at[2] + b);
      DoubleVector xi = DoubleVector.fromArray(S, z, at[3] + b);
      DoubleVector dr = xr.sub(yr);
      DoubleVector di = xi.add(yi);
      DoubleVector c = DoubleVector.fromArray(S, out, b);
      c = put(xr.add(yr), z, at[0] + b, plain, c);
      c = put(xi.sub(yi), z, at[1] + b, plain, c);
      c = put(dr.mul(turn[0]).sub(di.mul(turn[1])), z, at[2] + b, turned, c);
      c = put(di.mul(turn[0]).add(dr.mul(turn[1])), z, at[3] + b, turned, c);
      c.intoArray(out, b);
    }
  }

  private static DoubleVector put(
      DoubleVector v, double[] z, int at, WordRounding r, DoubleVector count) {
    DoubleVector rounded = v.add(r.offset()).mul(r.scale()).add(ROUNDER).sub(ROUNDER);
    DoubleVector fitted = rounded.min(r.greatest()).max(r.least());
    fitted.intoArray(z, at);
    return count.add(rounded.sub(fitted).abs().min(1));
  }
}
