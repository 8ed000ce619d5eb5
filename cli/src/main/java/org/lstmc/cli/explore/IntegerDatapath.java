package org.lstmc.cli.explore;

import java.util.HashMap;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Split;
import org.lstmc.core.explore.Datapath;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.quantize.ActivationError;
import org.lstmc.core.quantize.Calibration;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.core.quantize.datapath.IntegerEvaluator;

/** The integer datapath of a float model, calibrated and scored on its validation split. */
public final class IntegerDatapath implements Datapath {
  private final Model model;
  private final Split valid;
  private final int threads;
  private final Map<Integer, QuantizationSpec> calibrated = new HashMap<>();

  /** The datapath of that model, scored with so many threads. */
  public IntegerDatapath(Model model, Split valid, int threads) {
    this.model = model;
    this.valid = valid;
    this.threads = threads;
  }

  /** The number formats at a width. */
  public QuantizationSpec formats(int bits, ActivationSpec activation) {
    return calibrated
        .computeIfAbsent(
            bits, b -> Calibration.of(model, QuantizeOptions.defaults().withWidth(b), valid))
        .withActivations(activation, activation);
  }

  @Override
  public double score(int bits, ActivationSpec activation) {
    return IntegerEvaluator.evaluate(
            model.withQuantization(formats(bits, activation)), valid, threads)
        .score()
        .metric(model.task().kind());
  }

  @Override
  public double activationError(int bits, ActivationSpec activation) {
    try {
      return ActivationError.greatest(model.network(), formats(bits, activation));
    } catch (LstmcException e) {
      // More segments than the format has inputs in the range: no such activation.
      return Double.POSITIVE_INFINITY;
    }
  }
}
