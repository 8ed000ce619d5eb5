package org.lstmc.core.quantize;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.quantize.fft.FloatCirculant;
import org.lstmc.core.quantize.fft.RealFft;
import org.lstmc.core.quantize.fft.SpectralGroup;
import org.lstmc.core.reference.Probe;

/**
 * Watches one sequence in a float network and computes, in double, the words that transforms of its
 * block-circulant products would see; passes every signal on. A new one for each sequence, as it
 * takes the state before the first step for zero.
 */
final class SpectralRanges implements Probe {
  private final NetworkSpec network;
  private final Map<String, FloatCirculant> products;
  private final SignalRanges ranges;
  private final Map<String, double[]> state = new LinkedHashMap<>();
  private final Map<String, double[][]> spectra = new LinkedHashMap<>();

  SpectralRanges(NetworkSpec network, Map<String, FloatCirculant> products, SignalRanges ranges) {
    this.network = network;
    this.products = products;
    this.ranges = ranges;
  }

  /** The products of a model's groups, by their first matrix. */
  static Map<String, FloatCirculant> products(
      List<SpectralGroup> groups, Map<String, Tensor> weights) {
    Map<String, FloatCirculant> all = new LinkedHashMap<>();
    groups.forEach(g -> all.put(g.lead(), new FloatCirculant(g, weights)));
    return all;
  }

  @Override
  public void signal(String name, double[] values, int from, int to) {
    ranges.signal(name, values, from, to);
    if (products.isEmpty() || !name.startsWith("layers.")) {
      return;
    }
    int l = Integer.parseInt(name.substring(7, name.indexOf('.', 7)));
    LayerSpec spec = network.layers().get(l);
    double[] v = Arrays.copyOfRange(values, from, to);
    final int h = spec.hiddenSize();
    final String wx = TensorNames.wx(l);
    final String wh = TensorNames.wh(l);
    if (name.equals(SignalNames.input(l))) {
      transform(wx, v);
      transform(wh, state.getOrDefault(name(l), new double[spec.outputSize()]));
      product(wx, 0, spec.cell().isGru() ? 2 * h : 4 * h, List.of(wx, wh));
      product(wh, 0, spec.cell().isGru() ? 2 * h : 4 * h, List.of(wh));
      if (spec.cell() == CellType.GRU) {
        product(wx, 2 * h, 3 * h, List.of(wx));
        product(wh, 2 * h, 3 * h, List.of(wh));
      }
    } else if (name.equals(SignalNames.resetState(l))) {
      transform(wh, v);
      product(wx, 2 * h, 3 * h, List.of(wx, wh));
      product(wh, 2 * h, 3 * h, List.of(wh));
    } else if (name.equals(SignalNames.hidden(l))) {
      String projection = TensorNames.projection(l);
      transform(projection, v);
      product(projection, 0, spec.projectionSize(), List.of(projection));
    } else if (name.equals(SignalNames.state(l))) {
      state.put(name(l), v);
    }
  }

  private static String name(int l) {
    return SignalNames.state(l);
  }

  private void transform(String matrix, double[] vector) {
    for (FloatCirculant p : products.values()) {
      int term = p.group().matrices().indexOf(matrix);
      if (term >= 0) {
        spectra.put(matrix, p.transform(term, vector, watch(SignalNames.spectrum(matrix))));
        return;
      }
    }
  }

  private void product(String lead, int from, int to, List<String> present) {
    FloatCirculant p = products.get(lead);
    if (p == null) {
      return;
    }
    List<double[][]> x =
        p.group().matrices().stream()
            .map(m -> present.contains(m) ? spectra.get(m) : null)
            .toList();
    p.rows(from, to, x, watch(SignalNames.inverse(lead)));
  }

  private RealFft.Watch watch(String signal) {
    return words -> ranges.signal(signal, words, 0, words.length);
  }
}
