package org.lstmc.core.quantize.fft;

import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Rounding;

/**
 * How far a {@link CirculantSum}'s products can be from the exact ones, in real units, where no
 * word leaves its format and no stored number was clipped. Derived in {@code docs/arithmetic.md},
 * section "Block-circulant products": errors of complex words are followed from stage to stage by
 * their greatest magnitude.
 */
public final class ProductErrorBound {
  private final CirculantSum sum;

  /** Bounds for the products of a sum. */
  public ProductErrorBound(CirculantSum sum) {
    this.sum = sum;
  }

  /** An error and the magnitude of the exact value it belongs to. */
  private record Bound(double error, double magnitude) {}

  /**
   * The bound for the rows of one block row.
   *
   * @param magnitudes by term, the greatest magnitude of an element of its vector
   * @param fractions by term, the fraction bits of its vector's raw integers
   */
  public double of(int blockRow, double[] magnitudes, int[] fractions) {
    int k = sum.block();
    double error = 0;
    double magnitude = 0;
    double[] errors = new double[HalfComplex.bins(k)];
    double[] sizes = new double[errors.length];
    for (int t = 0; t < sum.terms().size(); t++) {
      CirculantTerm term = sum.terms().get(t);
      Bound x = forward(term.forward(), magnitudes[t], fractions[t]);
      FixedFormat format = term.spectra().format();
      double stored = Math.sqrt(0.5) * Math.scalb(1.0, -format.fractionBits());
      for (int j = 0; j < term.spectra().form().blockCols(); j++) {
        for (int bin = 0; bin < errors.length; bin++) {
          double w =
              Math.hypot(
                  format.toDouble(term.spectra().real(blockRow, j, bin)),
                  format.toDouble(term.spectra().imaginary(blockRow, j, bin)));
          errors[bin] += w * x.error() + stored * x.magnitude();
          sizes[bin] += (w + stored) * x.magnitude();
        }
      }
    }
    for (int bin = 0; bin < errors.length; bin++) {
      error = Math.max(error, errors[bin]);
      magnitude = Math.max(magnitude, sizes[bin]);
    }
    return inverse(new Bound(error, magnitude));
  }

  private static Bound forward(FixedFft fft, double magnitude, int fraction) {
    double unit = unit(fft);
    double e = fraction > fft.words().fractionBits() ? unit : 0;
    double b = magnitude;
    for (int n = 2; n <= fft.points(); n *= 2) {
      double delta = n >= 8 ? twiddleError(fft) : 0;
      double down = fft.halves(n) ? 0.5 : 1;
      boolean rounds = fft.halves(n) || n >= 8;
      e = down * ((2 + delta) * e + delta * b) + (rounds ? Math.sqrt(2) * unit : 0);
      b *= 2 * down;
    }
    return new Bound(e, b);
  }

  private double inverse(Bound spectrum) {
    FixedFft fft = sum.inverse();
    double unit = unit(fft);
    double e = spectrum.error();
    double d = spectrum.magnitude();
    if (sum.accumulator().fractionBits() > fft.words().fractionBits()) {
      e += Math.sqrt(2) * unit;
    }
    for (int n = fft.points(); n >= 2; n /= 2) {
      double delta = n >= 8 ? twiddleError(fft) : 0;
      double down = fft.halves(n) ? 0.5 : 1;
      boolean rounds = fft.halves(n) || n >= 8;
      e = 2 * down * ((1 + delta) * e + delta * d) + (rounds ? Math.sqrt(2) * unit : 0);
      d *= 2 * down;
    }
    return e;
  }

  /** The greatest error of one rounding. */
  private static double unit(FixedFft fft) {
    double ulp = Math.scalb(1.0, -fft.words().fractionBits());
    return fft.rounding() == Rounding.TRN ? ulp : ulp / 2;
  }

  /** The greatest distance of a twiddle factor in use from its root of unity. */
  private static double twiddleError(FixedFft fft) {
    double most = 0;
    for (int m = 1; m < fft.points() / 4; m++) {
      double c = fft.twiddle().toDouble(fft.cos(m)) - RootsOfUnity.cos(m, fft.points());
      double s = fft.twiddle().toDouble(fft.sin(m)) - RootsOfUnity.sin(m, fft.points());
      most = Math.max(most, Math.hypot(c, s));
    }
    return most;
  }
}
