package org.lstmc.hwsim.parts.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.ActivationSpec;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.Power;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.TensorWorkload;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.asic.Chip;
import org.lstmc.hwsim.asic.ChipCost;
import org.lstmc.hwsim.asic.ChipKeys;
import org.lstmc.hwsim.asic.OperatingPoint;

/**
 * The machine for a workload on a chip at an operating point.
 *
 * @param layers what runs, and how long it takes
 * @param accumulatorBits width of the sums of products
 * @param activity what happens in a step
 * @param power what that draws
 * @param resources what it occupies
 */
record TensorDesign(
    List<TensorLayer> layers,
    int accumulatorBits,
    Activity activity,
    Power power,
    Resources resources) {

  static TensorDesign of(Workload w, TensorSettings s, Chip chip, OperatingPoint point) {
    return of(layers(w, s, chip), s, w.sigmoid(), w.tanh(), chip, point);
  }

  /** A product alone: no cells, no tables. */
  static TensorDesign of(TensorWorkload t, TensorSettings s, Chip chip, OperatingPoint point) {
    List<TensorLayer> one = List.of(TensorLayer.ofProduct(t, s, TensorContent.workingWords(chip)));
    return of(one, s, null, null, chip, point);
  }

  private static TensorDesign of(
      List<TensorLayer> layers,
      TensorSettings s,
      ActivationSpec sigmoid,
      ActivationSpec tanh,
      Chip chip,
      OperatingPoint point) {
    TensorContent parts = new TensorContent(layers, s, sigmoid, tanh, chip);
    ChipCost cost = new ChipCost(chip, point);
    long cycles = layers.stream().mapToLong(TensorLayer::cycles).sum();
    return new TensorDesign(
        layers,
        parts.accumulatorBits(),
        parts.activity(),
        cost.power(parts.content(), cycles),
        cost.resources(parts.content()));
  }

  /**
   * The layers of a workload.
   *
   * @throws LstmcException unsupported: words too wide, weights or an intermediate that do not fit
   */
  static List<TensorLayer> layers(Workload w, TensorSettings s, Chip chip) {
    List<TensorLayer> all = new ArrayList<>();
    for (int l = 0; l < w.layers().size(); l++) {
      LayerWorkload layer = w.layers().get(l);
      if (TensorContent.widest(layer) > TensorContent.WORD_BITS) {
        throw LstmcException.unsupported(
            "layer %d has words of %d bits, the machine's have %d; quantize to %d bits or fewer",
            l, TensorContent.widest(layer), TensorContent.WORD_BITS, TensorContent.WORD_BITS);
      }
      try {
        all.add(TensorLayer.of(l, layer, s, TensorContent.workingWords(chip)));
      } catch (LstmcException e) {
        throw LstmcException.of(e.kind(), "layer %d: %s", l, e.getMessage(), e);
      }
    }
    requireWeights(all, chip);
    return all;
  }

  private static void requireWeights(List<TensorLayer> layers, Chip chip) {
    int bytes = TensorContent.WORD_BITS / 8;
    long needed = bytes * layers.stream().mapToLong(TensorLayer::weightWords).sum();
    long there = (long) chip.value(ChipKeys.WEIGHT_BYTES);
    if (needed <= there) {
      return;
    }
    long plain =
        bytes
            * layers.stream()
                .mapToLong(l -> l.matrix() == null ? 0 : l.matrix().weightWords())
                .sum();
    throw LstmcException.unsupported(
        "the weights need %d bytes of weight memory, %d of them for matrices that stand by"
            + " themselves, chip %s has %d; decompose all matrices of a layer as one"
            + " (decompose --fully), take smaller ranks, or name a chip file with a larger %s"
            + " (--device FILE)",
        needed, plain, chip.name(), there, ChipKeys.WEIGHT_BYTES);
  }

  long cycles() {
    return layers.stream().mapToLong(TensorLayer::cycles).sum();
  }

  /** Cycles of a kind in a step. */
  long part(String name) {
    return layers.stream().mapToLong(l -> l.part(name)).sum();
  }

  /** Steps a second. */
  double perSecond(OperatingPoint p) {
    return p.clockMhz() * 1e6 / cycles();
  }

  /** How the intermediates lie, for reports. */
  String layouts() {
    StringBuilder all = new StringBuilder();
    for (TensorLayer l : layers) {
      for (ArrayStep s : l.products()) {
        all.append(all.length() == 0 ? "" : "; ")
            .append(String.format(Locale.ROOT, "%s %s", s.name(), s.layout()));
      }
    }
    return all.toString();
  }
}
