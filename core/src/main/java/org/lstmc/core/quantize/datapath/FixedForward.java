package org.lstmc.core.quantize.datapath;

import java.util.List;
import java.util.Map;
import org.lstmc.core.model.ForwardSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.fft.CirculantSum;

/**
 * A feed-forward network over images as integers.
 *
 * @param spec its layers
 * @param input format of the image
 * @param products the layers that have a matrix, first to last
 */
public record FixedForward(ForwardSpec spec, FixedFormat input, List<ForwardProduct> products) {

  static FixedForward of(
      ForwardSpec spec,
      FixedTensors tensors,
      Map<String, FixedFormat> formats,
      Map<String, CirculantSum> circulants) {
    return new FixedForward(
        spec,
        LayerPlan.signal(formats, SignalNames.FORWARD_INPUT),
        spec.matrixLayers().stream()
            .map(l -> ForwardProduct.of(l, spec, tensors, formats, circulants))
            .toList());
  }

  /** The matrix of a layer with what belongs to it; null for a layer without one. */
  public ForwardProduct product(int layer) {
    return products.stream().filter(p -> p.layer() == layer).findFirst().orElse(null);
  }

  /** Format of the raw logits: the last layer's accumulator. */
  public FixedFormat logits() {
    return products.get(products.size() - 1).accumulator();
  }
}
