package org.lstmc.core.quantize.datapath;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.Model;
import org.lstmc.core.number.FixedFormat;

/** All tensors of a network as raw integers, by name. */
public final class FixedTensors {
  private final Map<String, FixedMatrix> matrices;

  private FixedTensors(Map<String, FixedMatrix> matrices) {
    this.matrices = matrices;
  }

  /**
   * Rounds every tensor of a model.
   *
   * @param formats a format for each tensor of the network; further entries are ignored
   */
  public static FixedTensors of(Model model, Map<String, FixedFormat> formats) {
    Map<String, FixedMatrix> all = new LinkedHashMap<>();
    for (String name : model.network().tensorShapes().keySet()) {
      FixedFormat format = formats.get(name);
      if (format == null) {
        throw LstmcException.badInput(
            "quantization: no format for tensor '%s'; quantize the model again", name);
      }
      all.put(
          name, FixedMatrix.of(name, model.weights().get(name), model.masks().get(name), format));
    }
    return new FixedTensors(all);
  }

  /** A tensor; null where the network has none of that name. */
  public FixedMatrix get(String name) {
    return matrices.get(name);
  }

  /** Weights that were saturated, by tensor, in file order, zeros included. */
  public Map<String, Long> clipped() {
    Map<String, Long> counts = new LinkedHashMap<>();
    matrices.forEach((name, m) -> counts.put(name, m.clipped()));
    return counts;
  }
}
