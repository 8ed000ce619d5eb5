package org.lstmc.core.quantize;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.reference.Probe;

/**
 * Magnitudes of signals, seen while a float network runs: how many values need each power of two.
 */
public final class SignalRanges implements Probe {
  private static final int LEAST = -64;
  private static final int MOST = 64;

  private final Map<String, long[]> histograms = new LinkedHashMap<>();

  @Override
  public void signal(String signal, double[] values, int from, int to) {
    long[] histogram = histograms.computeIfAbsent(signal, s -> new long[MOST - LEAST + 1]);
    for (int i = from; i < to; i++) {
      histogram[integerBits(values[i], signal) - LEAST]++;
    }
  }

  /** Whether any value of the signal has been seen. */
  public boolean has(String signal) {
    return histograms.containsKey(signal);
  }

  /** The fewest integer bits, with the sign, that hold a share of the signal's values. */
  public int integerBits(String signal, double coverage) {
    long[] histogram = histograms.get(signal);
    if (histogram == null) {
      throw LstmcException.badInput(
          "calibration saw no value of signal '%s'; give it a format, or data", signal);
    }
    long total = Arrays.stream(histogram).sum();
    long held = 0;
    for (int b = 0; b < histogram.length; b++) {
      held += histogram[b];
      if (held >= Math.ceil(coverage * total)) {
        return b + LEAST;
      }
    }
    return MOST;
  }

  /** The least I with {@code -2^(I-1) <= v < 2^(I-1)}. */
  private static int integerBits(double v, String signal) {
    if (!Double.isFinite(v)) {
      throw LstmcException.badInput("calibration: signal '%s' has the value %s", signal, v);
    }
    if (v == 0) {
      return LEAST;
    }
    int exponent = Math.getExponent(v);
    boolean fitsBelow = v < 0 && Math.scalb(-1.0, exponent) == v;
    return Math.max(LEAST, Math.min(MOST, exponent + (fitsBelow ? 1 : 2)));
  }
}
