package org.lstmc.core.quantize;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;
import org.lstmc.core.quantize.fft.SpectralGroup;

/**
 * What a user asks of {@code quantize}.
 *
 * @param kinds format or width by kind; a kind not named follows {@link #DEFAULT_WIDTH} (embedding:
 *     the input; accumulators: automatic)
 * @param overrides exceptions by name, the last one that fits wins
 * @param rounding how signals drop bits (stored tensors always round to nearest, halves up)
 * @param overflow what signals do out of range (stored tensors always saturate)
 * @param sigmoid approximation of the logistic function
 * @param tanh approximation of the hyperbolic tangent
 * @param coverage share of a signal's values that its integer bits must hold, in (0,1]; 1 takes the
 *     greatest value seen
 * @param weightRange how a stored tensor's integer bits are chosen
 * @param calibrationSteps most steps of data that calibration looks at
 * @param forwardHalvings how many of the log2 k halvings of a block-circulant product lie in the
 *     forward transform, at most log2 k; null for {@link SpectralGroup#defaultHalvings}
 */
public record QuantizeOptions(
    Map<FormatKind, FormatChoice> kinds,
    List<FormatOverride> overrides,
    Rounding rounding,
    Overflow overflow,
    ActivationSpec sigmoid,
    ActivationSpec tanh,
    double coverage,
    WeightRange weightRange,
    int calibrationSteps,
    Integer forwardHalvings) {
  /** Bits of a tensor or a signal that nothing is said about. */
  public static final int DEFAULT_WIDTH = 16;

  /** The default approximation: 2048 entries over [-8, 8). */
  public static final ActivationSpec DEFAULT_ACTIVATION =
      new ActivationSpec(ActivationSpec.Kind.TABLE, 2048, 8.0);

  /** How a stored tensor's integer bits are chosen. */
  public enum WeightRange {
    /** The fewest that hold every weight. */
    COVER,
    /** Those with the least mean squared error; the greatest weights may saturate. */
    LEAST_SQUARES
  }

  /** Checks and copies. */
  public QuantizeOptions {
    kinds = new EnumMap<>(kinds.isEmpty() ? new EnumMap<>(FormatKind.class) : kinds);
    overrides = List.copyOf(overrides);
    if (!(coverage > 0 && coverage <= 1)) {
      throw LstmcException.usage("coverage %s: allowed is more than 0 and at most 1", coverage);
    }
    if (calibrationSteps < 1) {
      throw LstmcException.usage("calibration steps %d: allowed are 1 and more", calibrationSteps);
    }
    if (forwardHalvings != null && forwardHalvings < 0) {
      throw LstmcException.usage(
          "forward halvings %d: allowed are 0 and more (of them log2 of the block size take part)",
          forwardHalvings);
    }
  }

  /** Options that leave the forward halvings to the default. */
  public QuantizeOptions(
      Map<FormatKind, FormatChoice> kinds,
      List<FormatOverride> overrides,
      Rounding rounding,
      Overflow overflow,
      ActivationSpec sigmoid,
      ActivationSpec tanh,
      double coverage,
      WeightRange weightRange,
      int calibrationSteps) {
    this(
        kinds,
        overrides,
        rounding,
        overflow,
        sigmoid,
        tanh,
        coverage,
        weightRange,
        calibrationSteps,
        null);
  }

  /** 16 bits everywhere, round half up, saturate, tables of 2048 entries over [-8, 8). */
  public static QuantizeOptions defaults() {
    return new QuantizeOptions(
        new EnumMap<>(FormatKind.class),
        List.of(),
        Rounding.RND,
        Overflow.SAT,
        DEFAULT_ACTIVATION,
        DEFAULT_ACTIVATION,
        1.0,
        WeightRange.COVER,
        2_000);
  }

  /** The same with every kind but the accumulators at a width. */
  public QuantizeOptions withWidth(int bits) {
    QuantizeOptions o = this;
    for (FormatKind kind : FormatKind.values()) {
      if (!kind.isSum() && kind != FormatKind.EMBEDDING) {
        o = o.with(kind, FormatChoice.width(bits));
      }
    }
    return o;
  }

  /** The same with a choice for a kind. */
  public QuantizeOptions with(FormatKind kind, FormatChoice choice) {
    Map<FormatKind, FormatChoice> next = new EnumMap<>(FormatKind.class);
    next.putAll(kinds);
    next.put(kind, choice);
    return new QuantizeOptions(
        next,
        overrides,
        rounding,
        overflow,
        sigmoid,
        tanh,
        coverage,
        weightRange,
        calibrationSteps,
        forwardHalvings);
  }

  /** The same with one more override, as {@link FormatOverride#parse} reads it. */
  public QuantizeOptions withOverride(String text) {
    List<FormatOverride> next = new ArrayList<>(overrides);
    next.add(FormatOverride.parse(text));
    return new QuantizeOptions(
        kinds,
        next,
        rounding,
        overflow,
        sigmoid,
        tanh,
        coverage,
        weightRange,
        calibrationSteps,
        forwardHalvings);
  }

  /** The same with other rounding and overflow. */
  public QuantizeOptions withModes(Rounding r, Overflow o) {
    return new QuantizeOptions(
        kinds,
        overrides,
        r,
        o,
        sigmoid,
        tanh,
        coverage,
        weightRange,
        calibrationSteps,
        forwardHalvings);
  }

  /** The same with other activation approximations. */
  public QuantizeOptions withActivations(ActivationSpec s, ActivationSpec t) {
    return new QuantizeOptions(
        kinds,
        overrides,
        rounding,
        overflow,
        s,
        t,
        coverage,
        weightRange,
        calibrationSteps,
        forwardHalvings);
  }

  /** The same with other rules of calibration. */
  public QuantizeOptions withCalibration(double share, WeightRange range, int steps) {
    return new QuantizeOptions(
        kinds, overrides, rounding, overflow, sigmoid, tanh, share, range, steps, forwardHalvings);
  }

  /** The same with so many halvings in the forward transforms; null for the default. */
  public QuantizeOptions withForwardHalvings(Integer halvings) {
    return new QuantizeOptions(
        kinds,
        overrides,
        rounding,
        overflow,
        sigmoid,
        tanh,
        coverage,
        weightRange,
        calibrationSteps,
        halvings);
  }

  /** The forward halvings of a model's block-circulant matrices, by name. */
  Map<String, Integer> halvings(Model model) {
    Map<String, Integer> all = new LinkedHashMap<>();
    SpectralGroup.blocks(model)
        .forEach(
            (name, block) ->
                all.put(
                    name,
                    forwardHalvings == null
                        ? SpectralGroup.defaultHalvings(block)
                        : Math.min(forwardHalvings, Integer.numberOfTrailingZeros(block))));
    return all;
  }

  /** What is asked for a tensor or signal; {@link FormatChoice#AUTO} where nothing fits. */
  FormatChoice choice(String name) {
    for (int i = overrides.size() - 1; i >= 0; i--) {
      if (overrides.get(i).matches(name)) {
        return overrides.get(i).choice();
      }
    }
    return kinds.getOrDefault(FormatKind.of(name), FormatChoice.AUTO);
  }
}
