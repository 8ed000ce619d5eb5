package org.lstmc.core.compress;

import java.util.Locale;
import org.lstmc.core.LstmcException;

/** How a ratio grows to its final value while a network is retrained. */
public enum SparsitySchedule {
  /** 1-(1-p)^3: fast first, slow last (Zhu and Gupta, arXiv 1710.01878, equation 1, from 0). */
  CUBIC {
    @Override
    double rising(double p) {
      double left = 1 - p;
      return 1 - left * left * left;
    }
  },
  /** Grows evenly. */
  LINEAR {
    @Override
    double rising(double p) {
      return p;
    }
  },
  /** The final value from the start. */
  ONE_SHOT {
    @Override
    double rising(double p) {
      return 1;
    }
  };

  abstract double rising(double p);

  /**
   * Share of the final ratio that is due at a progress.
   *
   * @param progress 0 at the ramp's start, 1 at its end; values outside are clamped
   * @return in [0,1], never falling; exactly 1 at progress 1
   */
  public double share(double progress) {
    return progress >= 1 ? 1 : rising(Math.max(0, progress));
  }

  /** Name on the command line: {@code cubic}, {@code linear}, {@code one-shot}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The schedule of that name. */
  public static SparsitySchedule parse(String label) {
    for (SparsitySchedule s : values()) {
      if (s.label().equals(label)) {
        return s;
      }
    }
    throw LstmcException.usage(
        "unknown pruning schedule '%s'; there are: cubic, linear, one-shot", label);
  }
}
