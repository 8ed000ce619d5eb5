package org.lstmc.core.quantize.datapath;

import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;

/** Rounding and overflow from a known fraction into a format, the same for every value. */
final class Rounder {
  private final int fraction;
  private final int drop;
  private final FixedFormat to;
  private final Rounding rounding;
  private final Overflow overflow;

  Rounder(int fraction, FixedFormat to, QuantizationSpec q) {
    this.fraction = fraction;
    this.drop = fraction - to.fractionBits();
    this.to = to;
    this.rounding = q.rounding();
    this.overflow = q.overflow();
  }

  long apply(long raw) {
    return FixedArithmetic.requantize(raw, fraction, to, rounding, overflow);
  }

  /** As {@link #apply}, and adds one to {@code events[slot]} if the rounded value is outside. */
  long apply(long raw, long[] events, int slot) {
    if (drop < 0) {
      events[slot] += overflows(raw) ? 1 : 0;
      return apply(raw);
    }
    long rounded = FixedArithmetic.round(raw, drop, rounding);
    long fitted = FixedArithmetic.fit(rounded, to.width(), overflow);
    if (fitted != rounded) {
      events[slot]++;
    }
    return fitted;
  }

  /** Whether the rounded value is outside the format. */
  boolean overflows(long raw) {
    return FixedArithmetic.leaves(raw, fraction, to, rounding);
  }
}
