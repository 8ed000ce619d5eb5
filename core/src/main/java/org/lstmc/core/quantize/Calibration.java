package org.lstmc.core.quantize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.compress.circulant.BlockCirculant;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.Accumulator;
import org.lstmc.core.quantize.datapath.FixedTensors;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.SumPlans;
import org.lstmc.core.quantize.fft.SpectralGroup;
import org.lstmc.core.quantize.fft.WeightSpectra;

/**
 * Finds a format for every tensor and signal: stored tensors from their values, signals from what a
 * float network showed on data, accumulators from the summands.
 */
public final class Calibration {
  /** Fewest integer bits that calibration chooses; more fraction bits widen sums for nothing. */
  static final int LEAST_INTEGER_BITS = -7;

  private static final int MOST_INTEGER_BITS = 40;

  private final Model model;
  private final QuantizeOptions options;
  private final SignalRanges ranges;
  private final Map<String, Integer> halvings;
  private final Map<String, FixedFormat> found = new LinkedHashMap<>();

  private Calibration(Model model, QuantizeOptions options, SignalRanges ranges) {
    this.model = model;
    this.options = options;
    this.ranges = ranges;
    this.halvings = options.halvings(model);
  }

  /** Number formats for a model, from ranges that {@link SignalRanges} has collected. */
  public static QuantizationSpec of(Model model, QuantizeOptions options, SignalRanges ranges) {
    return new Calibration(model, options, ranges).run();
  }

  /**
   * Number formats for a model, calibrated by running its float network over data: sequences spread
   * evenly over the split, up to {@link QuantizeOptions#calibrationSteps()} steps.
   */
  public static QuantizationSpec of(Model model, QuantizeOptions options, Split data) {
    return of(model, options, CalibrationRun.ranges(model, options, data));
  }

  private QuantizationSpec run() {
    List<String> names = FormatKind.names(model, halvings);
    options.overrides().forEach(o -> o.check(names));
    if (!model.network().isFeedForward()) {
      found.put(SignalNames.input(0), input());
    }
    for (String name : names) {
      if (found.containsKey(name) || FormatKind.of(name).isSum()) {
        continue;
      }
      found.put(name, model.weights().containsKey(name) ? tensor(name) : signal(name));
    }
    for (int l = 1; l < model.network().layers().size(); l++) {
      found.put(SignalNames.input(l), found.get(SignalNames.state(l - 1)));
    }
    accumulators();
    return new QuantizationSpec(
        IntegerNetwork.CONTRACT,
        inOrder(names),
        options.rounding(),
        options.overflow(),
        options.sigmoid(),
        options.tanh(),
        Map.of(),
        halvings);
  }

  /** The input reads the embedding, so its range is the table's where there is one. */
  private FixedFormat input() {
    String name = SignalNames.input(0);
    FormatChoice choice = orDefault(options.choice(name));
    if (choice.format() != null) {
      return choice.format();
    }
    return switch (model.network().input().kind()) {
      case EMBEDDING -> fitting(choice.width(), TensorNames.EMBEDDING);
      case ONE_HOT -> new FixedFormat(choice.width(), 2);
      case FEATURES -> signal(name);
    };
  }

  private FixedFormat tensor(String name) {
    FormatChoice choice = options.choice(name);
    if (choice == FormatChoice.AUTO && name.equals(TensorNames.EMBEDDING)) {
      return found.get(SignalNames.input(0));
    }
    choice = orDefault(choice);
    return choice.format() != null ? choice.format() : fitting(choice.width(), name);
  }

  private FixedFormat signal(String name) {
    FormatChoice choice = orDefault(options.choice(name));
    if (choice.format() != null) {
      return choice.format();
    }
    if (FormatKind.of(name) == FormatKind.TWIDDLE) {
      return new FixedFormat(choice.width(), 1);
    }
    if (FormatKind.of(name) == FormatKind.ACTIVATION) {
      // Sigmoid and tanh stay within [-1, 1]; the one value 1.0 is stored as the greatest below.
      return new FixedFormat(choice.width(), 1);
    }
    int bits = ranges.integerBits(name, options.coverage());
    return new FixedFormat(choice.width(), Math.max(LEAST_INTEGER_BITS, bits));
  }

  private FixedFormat fitting(int width, String name) {
    double[] kept = stored(name);
    int cover = LEAST_INTEGER_BITS;
    while (cover < MOST_INTEGER_BITS && clips(kept, new FixedFormat(width, cover))) {
      cover++;
    }
    if (options.weightRange() == QuantizeOptions.WeightRange.COVER) {
      return new FixedFormat(width, cover);
    }
    FixedFormat best = new FixedFormat(width, cover);
    double least = squaredError(kept, best);
    for (int bits = cover - 1; bits >= LEAST_INTEGER_BITS && bits > cover - 6; bits--) {
      FixedFormat candidate = new FixedFormat(width, bits);
      double error = squaredError(kept, candidate);
      if (error < least) {
        least = error;
        best = candidate;
      }
    }
    return best;
  }

  /** The numbers that are stored of a tensor: of a block-circulant matrix its spectra. */
  private double[] stored(String name) {
    Tensor tensor = model.weights().get(name);
    Integer block = SpectralGroup.blocks(model).get(name);
    if (block != null) {
      return WeightSpectra.exact(new BlockCirculant(tensor.rows(), tensor.cols(), block), tensor);
    }
    Mask mask = model.masks().get(name);
    float[] kept = (mask == null ? tensor : mask.apply(tensor)).data();
    double[] values = new double[kept.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = kept[i];
    }
    return values;
  }

  private static boolean clips(double[] values, FixedFormat format) {
    for (double v : values) {
      if (FixedArithmetic.clips(v, format)) {
        return true;
      }
    }
    return false;
  }

  private static double squaredError(double[] values, FixedFormat format) {
    double sum = 0;
    for (double v : values) {
      double e = v - format.toDouble(FixedArithmetic.fromDouble(v, format));
      sum += e * e;
    }
    return sum;
  }

  private void accumulators() {
    FixedTensors tensors = FixedTensors.of(model, found, halvings);
    new SumPlans(tensors, found).all(model.network()).forEach(this::accumulator);
  }

  private void accumulator(Accumulator sum) {
    FormatChoice choice = options.choice(sum.name());
    if (FormatKind.of(sum.name()) == FormatKind.STEP_ACCUMULATOR) {
      found.put(sum.name(), stepAccumulator(sum, choice));
      return;
    }
    FixedFormat format =
        choice.format() != null
            ? sum.check(choice.format())
            : sum.format(choice.width() == 0 ? sum.provableWidth() : choice.width());
    found.put(sum.name(), format);
  }

  /**
   * Wide enough for every sum; a chosen width below that holds the sums that were seen with one bit
   * to spare, and what is left of it is their fraction: products lose the bits beyond.
   */
  private FixedFormat stepAccumulator(Accumulator sum, FormatChoice choice) {
    if (choice.format() != null) {
      return sum.checkCut(choice.format());
    }
    if (choice.width() == 0 || choice.width() >= sum.provableWidth()) {
      return sum.format(Math.max(choice.width(), sum.provableWidth()));
    }
    int bits = ranges.integerBits(sum.name(), 1.0) + 1;
    int fraction = Math.min(sum.fraction(), choice.width() - bits);
    return new FixedFormat(choice.width(), choice.width() - fraction);
  }

  /** The names' own order, with the inputs of later layers after all others. */
  private Map<String, FixedFormat> inOrder(List<String> names) {
    Map<String, FixedFormat> ordered = new LinkedHashMap<>();
    names.forEach(n -> ordered.put(n, found.get(n)));
    found.forEach(ordered::putIfAbsent);
    return ordered;
  }

  private static FormatChoice orDefault(FormatChoice choice) {
    return choice.width() == 0 ? FormatChoice.width(QuantizeOptions.DEFAULT_WIDTH) : choice;
  }
}
