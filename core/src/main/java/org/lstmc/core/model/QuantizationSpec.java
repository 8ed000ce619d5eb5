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
 */
public record QuantizationSpec(
    String contract,
    Map<String, FixedFormat> formats,
    Rounding rounding,
    Overflow overflow,
    ActivationSpec sigmoid,
    ActivationSpec tanh,
    Map<String, Long> saturations) {}
