package org.lstmc.core.quantize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.data.Split;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.quantize.contraction.FloatChain;
import org.lstmc.core.quantize.fft.FloatCirculant;
import org.lstmc.core.quantize.fft.SpectralGroup;
import org.lstmc.core.reference.FloatNetwork;
import org.lstmc.core.reference.Probe;

/** The part of {@link Calibration} that looks at data. */
final class CalibrationRun {
  private CalibrationRun() {}

  /** Runs the float network, masks applied, over a part of the data and watches its signals. */
  static SignalRanges ranges(Model model, QuantizeOptions options, Split data) {
    final int steps = options.calibrationSteps();
    List<Sequence> sequences = data.columns(32);
    if (sequences.isEmpty()) {
      throw LstmcException.badInput("calibration: split '%s' is empty", data.name());
    }
    Map<String, Tensor> weights = new LinkedHashMap<>(model.weights());
    model.masks().forEach((name, mask) -> weights.computeIfPresent(name, (n, w) -> mask.apply(w)));
    FloatNetwork network = new FloatNetwork(model.network(), weights);
    SignalRanges ranges = new SignalRanges();
    final Map<String, FloatCirculant> circulants =
        SpectralRanges.products(SpectralGroup.of(model, options.halvings(model)), weights);
    final List<FloatChain> chains = ChainRanges.chains(model.network(), weights);
    double share = Math.min(1.0, (double) steps / Math.max(1, data.steps()));
    int used = data.stream() ? sequences.size() : (int) Math.ceil(share * sequences.size());
    for (int i = 0; i < used; i++) {
      Sequence s = sequences.get((int) ((long) i * sequences.size() / used));
      // A stream gives the beginning of every column, separate sequences whole ones.
      int length = data.stream() ? (int) Math.ceil(share * s.length()) : s.length();
      FloatNetwork.State state = network.newState();
      Probe probe =
          model.network().isFeedForward()
              ? new ForwardRanges(model.network().forward(), circulants, ranges)
              : new ChainRanges(
                  model.network(), chains, new SpectralRanges(model.network(), circulants, ranges));
      for (int t = 0; t < length; t++) {
        network.step(state, s, t, probe);
      }
    }
    return ranges;
  }
}
