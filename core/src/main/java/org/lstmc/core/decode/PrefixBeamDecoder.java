package org.lstmc.core.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.lstmc.core.LstmcException;

/**
 * Prefix beam search: the likeliest string over all of its paths, as far as it stays among the
 * {@code width} likeliest prefixes of every step (Hannun et al., arXiv 1408.2873, algorithm 1,
 * without a language model). Equally likely prefixes stay in the order in which they were found.
 */
public final class PrefixBeamDecoder implements Decoder {
  private final int width;

  /** A search that keeps this many prefixes, 1 or more. */
  public PrefixBeamDecoder(int width) {
    if (width < 1) {
      throw LstmcException.usage("beam width %d: must be 1 or more", width);
    }
    this.width = width;
  }

  /** A prefix as its last label and what stands before; probabilities as logarithms. */
  private static final class Prefix {
    final Prefix before;
    final int last;
    final int length;
    Prefix[] longer;

    /** That the steps so far say this prefix and end in a blank; and that they end in its label. */
    double blank = LogSum.ZERO;

    double label = LogSum.ZERO;
    double nextBlank = LogSum.ZERO;
    double nextLabel = LogSum.ZERO;
    double total;
    boolean listed;

    Prefix(Prefix before, int last) {
      this.before = before;
      this.last = last;
      this.length = before == null ? 0 : before.length + 1;
    }

    Prefix with(int k, int labels) {
      if (longer == null) {
        longer = new Prefix[labels];
      }
      if (longer[k] == null) {
        longer[k] = new Prefix(this, k);
      }
      return longer[k];
    }

    void advance() {
      blank = nextBlank;
      label = nextLabel;
      total = LogSum.add(blank, label);
      nextBlank = LogSum.ZERO;
      nextLabel = LogSum.ZERO;
      listed = false;
    }
  }

  @Override
  public int[] decode(double[] logs, int steps, int classes) {
    Prefix empty = new Prefix(null, -1);
    empty.nextBlank = 0;
    empty.advance();
    List<Prefix> beam = List.of(empty);
    for (int t = 0; t < steps; t++) {
      beam = step(beam, Arrays.copyOfRange(logs, t * classes, (t + 1) * classes));
    }
    Prefix best = beam.get(0);
    int[] labels = new int[best.length];
    for (Prefix p = best; p.before != null; p = p.before) {
      labels[p.length - 1] = p.last;
    }
    return labels;
  }

  private List<Prefix> step(List<Prefix> beam, double[] logs) {
    int labels = logs.length - 1;
    List<Prefix> next = new ArrayList<>();
    for (Prefix p : beam) {
      stay(p, p.total + logs[labels], p.last < 0 ? LogSum.ZERO : p.label + logs[p.last], next);
      for (int k = 0; k < labels; k++) {
        // The label again makes the prefix longer only where a blank stands between.
        double from = k == p.last ? p.blank : p.total;
        if (from + logs[k] > LogSum.ZERO) {
          stay(p.with(k, labels), LogSum.ZERO, from + logs[k], next);
        }
      }
    }
    next.forEach(Prefix::advance);
    next.sort(Comparator.comparingDouble(p -> -p.total));
    return List.copyOf(next.subList(0, Math.min(width, next.size())));
  }

  private static void stay(Prefix p, double blank, double label, List<Prefix> next) {
    p.nextBlank = LogSum.add(p.nextBlank, blank);
    p.nextLabel = LogSum.add(p.nextLabel, label);
    if (!p.listed) {
      p.listed = true;
      next.add(p);
    }
  }
}
