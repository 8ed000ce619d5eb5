package org.lstmc.core.quantize.contraction;

import org.lstmc.core.number.Rounding;

/**
 * How far a {@link FixedChain}'s products can be from the exact ones, in real units, where no word
 * leaves its format, no accumulator wraps and no stored weight was clipped. Derived in {@code
 * docs/arithmetic.md}, section "Contraction chains".
 */
public final class ChainErrorBound {
  private ChainErrorBound() {}

  /**
   * The bound for every row.
   *
   * @param inputError the greatest error of a word that the first step reads
   * @param magnitudes by step, no exact word that it reads has a greater magnitude
   */
  public static double of(FixedChain chain, double inputError, double[] magnitudes) {
    double error = inputError;
    for (int s = 0; s < chain.steps().size(); s++) {
      error = after(chain.steps().get(s), error, magnitudes[s]);
    }
    return error;
  }

  /** The error of a step's words from that of the words it reads. */
  static double after(FixedStep step, double error, double magnitude) {
    int k = step.layout().contracted();
    double stored = Math.scalb(0.5, -step.weightFormat().fractionBits());
    double row = Math.scalb((double) step.greatestRow(), -step.weightFormat().fractionBits());
    double sum = row * error + k * stored * magnitude;
    if (step.cut() > 0) {
      sum += k * Math.scalb(1.0, -step.accumulator().fractionBits());
    }
    if (step.accumulator().fractionBits() > step.words().fractionBits()) {
      double place = Math.scalb(1.0, -step.words().fractionBits());
      sum += step.rounding() == Rounding.TRN ? place : place / 2;
    }
    return sum;
  }

  /**
   * Magnitudes of the words that each step reads, from those of the vector alone: the greatest sum
   * of weights' magnitudes times the greatest word, step by step.
   *
   * @param vector no element of the exact vector has a greater magnitude
   */
  public static double[] magnitudes(FixedChain chain, double vector) {
    double[] all = new double[chain.steps().size()];
    double b = vector;
    for (int s = 0; s < all.length; s++) {
      FixedStep step = chain.steps().get(s);
      all[s] = b;
      double place = Math.scalb(1.0, -step.weightFormat().fractionBits());
      b *= place * (step.greatestRow() + 0.5 * step.layout().contracted());
    }
    return all;
  }
}
