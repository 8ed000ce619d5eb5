package org.lstmc.core.export;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.manifest.Safetensors;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorNames;

/** The float network in one safetensors file, under our names or those of PyTorch's modules. */
public final class SafetensorsExport {
  /** How tensors are called. */
  public enum Names {
    /**
     * As {@code torch.nn.LSTM}, {@code torch.nn.GRU}: gates i, f, g, o or r, z, n; a feed-forward
     * network as {@code torch.nn.Sequential} of its layers.
     */
    pytorch,
    /** As the manifest: {@link TensorNames}. */
    lstmc
  }

  private SafetensorsExport() {}

  /**
   * Writes a file.
   *
   * @param prefix before PyTorch's names of the recurrent stack or of the sequence of layers; null
   *     for {@code rnn.} or nothing
   */
  public static void write(Path file, StoredModel stored, Names names, String prefix) {
    Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    tensors(stored, names, prefix).forEach((n, t) -> entries.put(n, Safetensors.Entry.of(t)));
    Map<String, String> metadata = new java.util.TreeMap<>(FloatWeights.metadata(stored));
    metadata.put("format", "pt");
    NetworkSpec n = stored.model().network();
    if (!n.isFeedForward()) {
      metadata.put("lstmc.gateOrder", n.layers().get(0).cell().gateOrder());
    }
    Safetensors.writeEntries(file, entries, metadata);
  }

  /** The tensors by the names in the file. */
  static Map<String, Tensor> tensors(StoredModel stored, Names names, String given) {
    Map<String, Tensor> weights = FloatWeights.of(stored.model(), "safetensors");
    if (names == Names.lstmc) {
      return weights;
    }
    NetworkSpec n = stored.model().network();
    Map<String, Tensor> all = new LinkedHashMap<>();
    if (n.isFeedForward()) {
      String before = given == null ? "" : given;
      ChannelFirst.of(n.forward(), weights, "safetensors")
          .forEach((name, t) -> all.put(before + name.substring("forward.".length()), t));
      return all;
    }
    requirePyTorch(n);
    String prefix = given == null ? "rnn." : given;
    for (String outside :
        List.of(TensorNames.EMBEDDING, TensorNames.OUTPUT_WEIGHT, TensorNames.OUTPUT_BIAS)) {
      if (weights.containsKey(outside)) {
        all.put(outside, weights.get(outside));
      }
    }
    for (int l = 0; l < n.layers().size(); l++) {
      int rows = n.layers().get(l).gateRows();
      Tensor hidden = Tensor.zeros(rows);
      Tensor recurrent = weights.get(TensorNames.recurrentBias(l));
      if (recurrent != null) {
        int h = recurrent.data().length;
        System.arraycopy(recurrent.data(), 0, hidden.data(), rows - h, h);
      }
      all.put(prefix + "weight_ih_l" + l, weights.get(TensorNames.wx(l)));
      all.put(prefix + "weight_hh_l" + l, weights.get(TensorNames.wh(l)));
      all.put(prefix + "bias_ih_l" + l, weights.get(TensorNames.bias(l)));
      all.put(prefix + "bias_hh_l" + l, hidden);
      if (weights.containsKey(TensorNames.projection(l))) {
        all.put(prefix + "weight_hr_l" + l, weights.get(TensorNames.projection(l)));
      }
    }
    return all;
  }

  /** Refuses what no one PyTorch module computes: it would load, and give something else. */
  private static void requirePyTorch(NetworkSpec n) {
    LayerSpec first = n.layers().get(0);
    for (int l = 0; l < n.layers().size(); l++) {
      LayerSpec s = n.layers().get(l);
      String found =
          s.peepholes()
              ? "has peepholes"
              : s.cell() == CellType.GRU_RESET_BEFORE
                  ? "is a GRU whose reset gate acts before the product"
                  : s.cell() != first.cell()
                          || s.hiddenSize() != first.hiddenSize()
                          || s.projectionSize() != first.projectionSize()
                      ? "differs from layer 0 in cell or size"
                      : null;
      if (found != null) {
        throw LstmcException.unsupported(
            "layers.%d %s, which torch.nn.LSTM and torch.nn.GRU cannot be; --names lstmc writes it"
                + " under our names",
            l, found);
      }
    }
  }
}
