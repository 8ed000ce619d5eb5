package org.lstmc.core.compress.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Modes for a length that nobody has cut yet: as equal as they can be, so that no factor is much
 * larger than the others, with little padding. Novikov et al. (NIPS 2015, section 3) and TIE choose
 * by hand in this way; that no other choice does better is not said.
 */
public final class ModeChoice {
  /** Share of padding up to which equal modes are worth more than a product that fits. */
  private static final double PADDING = 0.05;

  /** Elements of a matrix that a mode pair of the published networks stands for: 57 to 160. */
  private static final double PAIR = 90;

  private final int length;
  private final int[] tried;
  private List<Integer> best;
  private int bestLargest = Integer.MAX_VALUE;
  private long bestProduct = Long.MAX_VALUE;

  private ModeChoice(int length, int modes) {
    this.length = length;
    this.tried = new int[modes];
  }

  /** How many mode pairs a matrix is cut into, so that each is as large as published ones. */
  public static int pairs(long elements) {
    return (int) Math.max(2, Math.min(6, Math.round(Math.log(elements) / Math.log(PAIR))));
  }

  /**
   * Modes in ascending order, with a product of at least {@code length}: the smallest largest mode
   * with at most 5 % of padding, of those the least padding.
   *
   * @param length at least 1
   * @param modes how many
   */
  public static List<Integer> of(int length, int modes) {
    ModeChoice c = new ModeChoice(length, modes);
    c.from(0, 1, 1);
    return c.best;
  }

  /** Tries all ascending modes from place {@code k} on. */
  private void from(int k, int least, long product) {
    int left = tried.length - k;
    if (left == 1) {
      int last = (int) Math.max(least, (length + product - 1) / product);
      tried[k] = last;
      judge(product * last, last);
      return;
    }
    for (int m = least; product * Math.pow(m, left) < (double) length * m; m++) {
      tried[k] = m;
      from(k + 1, m, product * m);
    }
    // One more, where equal modes overshoot.
    int m = least;
    while (product * Math.pow(m, left) < length) {
      m++;
    }
    tried[k] = m;
    from(k + 1, m, product * m);
  }

  private void judge(long product, int largest) {
    boolean fits = product <= length * (1 + PADDING) || product < bestProduct;
    boolean better =
        bestProduct > length * (1 + PADDING)
            ? product < bestProduct
            : largest < bestLargest || largest == bestLargest && product < bestProduct;
    if (fits && better && product >= length) {
      bestProduct = product;
      bestLargest = largest;
      List<Integer> all = new ArrayList<>();
      for (int m : tried) {
        all.add(m);
      }
      best = Collections.unmodifiableList(all);
    }
  }
}
