package org.lstmc.core.model;

import java.util.Map;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.number.Overflow;
import org.lstmc.core.number.Rounding;

/**
 * The number formats of a quantized network; each tensor and each signal has its own entry, so
 * nothing is left to a default at run time. Integer weights are not stored: they follow from the
 * float weights and the format ({@code docs/arithmetic.md}, section on weights).
 *
 * @param contract version of the number contract
 * @param formats format by tensor name ({@link TensorNames}) or signal name ({@link SignalNames})
 * @param rounding how bits are dropped
 * @param overflow what becomes of values out of range (accumulators always wrap)
 * @param sigmoid how the logistic function is computed
 * @param tanh how the hyperbolic tangent is computed
 * @param saturations values clipped while scoring the test split, by tensor or signal
 * @param forwardHalvings how many of its log2 k halvings a block-circulant product has in the
 *     forward transform, by matrix; empty without such matrices
 */
public record QuantizationSpec(
    String contract,
    Map<String, FixedFormat> formats,
    Rounding rounding,
    Overflow overflow,
    ActivationSpec sigmoid,
    ActivationSpec tanh,
    Map<String, Long> saturations,
    Map<String, Integer> forwardHalvings) {

  /** Manifests from before block-circulant products have no entry for them. */
  public QuantizationSpec {
    forwardHalvings = forwardHalvings == null ? Map.of() : forwardHalvings;
  }

  /** Formats of a network without block-circulant matrices. */
  public QuantizationSpec(
      String contract,
      Map<String, FixedFormat> formats,
      Rounding rounding,
      Overflow overflow,
      ActivationSpec sigmoid,
      ActivationSpec tanh,
      Map<String, Long> saturations) {
    this(contract, formats, rounding, overflow, sigmoid, tanh, saturations, Map.of());
  }

  /** The same with what was counted. */
  public QuantizationSpec withSaturations(Map<String, Long> counted) {
    return new QuantizationSpec(
        contract, formats, rounding, overflow, sigmoid, tanh, counted, forwardHalvings);
  }

  /** The same with other formats. */
  public QuantizationSpec withFormats(Map<String, FixedFormat> other) {
    return new QuantizationSpec(
        contract, other, rounding, overflow, sigmoid, tanh, saturations, forwardHalvings);
  }

  /** The same with other activations. */
  public QuantizationSpec withActivations(ActivationSpec s, ActivationSpec t) {
    return new QuantizationSpec(
        contract, formats, rounding, overflow, s, t, saturations, forwardHalvings);
  }
}
