package org.lstmc.core.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.lstmc.core.explore.PhaseTwoResult.Row;
import org.lstmc.core.explore.PhaseTwoResult.SegmentError;
import org.lstmc.core.model.ActivationSpec;

/**
 * The number formats of Phase II of E-RNN (arXiv 1812.07106): the narrowest width whose integer
 * datapath still holds the accuracy, with tables in place of the activations so that only the width
 * speaks; then the fewest line segments in place of the tables.
 */
public final class PhaseTwo {
  /** Greatest error of an activation (E-RNN: below 1 %). */
  public static final double LEAST_ACCURATE = 0.01;

  /** Half ranges over which segments are spread; beyond 4 a sigmoid is within 1.8 % of its end. */
  static final List<Double> RANGES = List.of(4.0, 5.0, 6.0, 8.0);

  private static final int MOST_SEGMENTS = 64;
  private static final int FINER = 3;
  private static final ActivationSpec TABLE =
      new ActivationSpec(ActivationSpec.Kind.TABLE, 2048, 8);

  private final ExploreOptions options;
  private final Datapath datapath;
  private final double floating;
  private final double maxLoss;
  private final List<Row> widths = new ArrayList<>();
  private final List<SegmentError> errors = new ArrayList<>();
  private final List<Row> activations = new ArrayList<>();

  /**
   * A phase to run.
   *
   * @param options what to keep to
   * @param floating score of the float network on the validation split
   * @param datapath its integer datapath
   */
  public PhaseTwo(ExploreOptions options, double floating, Datapath datapath) {
    this.options = options;
    this.datapath = datapath;
    this.floating = floating;
    this.maxLoss = options.maxQuantizationLoss(floating);
  }

  /** Runs it. */
  public PhaseTwoResult run() {
    Row width = narrowest();
    if (width == null) {
      Row first = widths.get(0);
      return new PhaseTwoResult(
          floating,
          maxLoss,
          List.copyOf(widths),
          0,
          List.of(),
          List.of(),
          TABLE,
          Double.NaN,
          text(
              "at %d bits the integer datapath loses %.4g, allowed is %.4g; allow more"
                  + " (--max-quantization-loss)%s",
              first.bits(),
              first.loss(),
              maxLoss,
              first.bits() == ExploreOptions.WIDTHS.get(0) ? "" : " or more bits (--bits)"));
    }
    Row chosen = segments(width);
    return new PhaseTwoResult(
        floating,
        maxLoss,
        List.copyOf(widths),
        width.bits(),
        List.copyOf(errors),
        List.copyOf(activations),
        chosen.activation(),
        chosen.score(),
        null);
  }

  private Row narrowest() {
    Row best = null;
    for (int bits : ExploreOptions.WIDTHS) {
      if (bits > options.bits()) {
        continue;
      }
      Row row = row(bits, TABLE);
      widths.add(row);
      if (!row.taken()) {
        return best;
      }
      best = row;
    }
    return best;
  }

  /** The fewest accurate segments that hold the bound, or twice or four times as many. */
  private Row segments(Row tables) {
    ActivationSpec fewest = fewest(tables.bits());
    if (fewest == null) {
      return tables;
    }
    for (int finer = 0; finer < FINER; finer++) {
      ActivationSpec lines =
          new ActivationSpec(fewest.kind(), fewest.entries() << finer, fewest.range());
      if (Double.isInfinite(datapath.activationError(tables.bits(), lines))) {
        break;
      }
      Row row = row(tables.bits(), lines);
      activations.add(row);
      if (row.taken()) {
        return row;
      }
    }
    return tables;
  }

  /** The fewest segments, an even number so that none spans zero, with a small enough error. */
  private ActivationSpec fewest(int bits) {
    for (int n = 2; n <= MOST_SEGMENTS; n += 2) {
      SegmentError best = best(bits, n);
      errors.add(best);
      if (best.error() < LEAST_ACCURATE) {
        return best.activation();
      }
    }
    return null;
  }

  private SegmentError best(int bits, int segments) {
    Stream<SegmentError> all =
        RANGES.stream()
            .map(r -> new ActivationSpec(ActivationSpec.Kind.PIECEWISE_LINEAR, segments, r))
            .map(a -> new SegmentError(a, datapath.activationError(bits, a)));
    return all.reduce((a, b) -> b.error() < a.error() ? b : a).orElseThrow();
  }

  private Row row(int bits, ActivationSpec activation) {
    double score = datapath.score(bits, activation);
    double loss = options.loss(score, floating);
    return new Row(
        bits,
        activation,
        datapath.activationError(bits, activation),
        score,
        loss,
        ExploreOptions.holds(loss, maxLoss),
        text("loss %.4g, allowed %.4g", loss, maxLoss));
  }

  private static String text(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }
}
