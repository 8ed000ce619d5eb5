package org.lstmc.core.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.lstmc.core.LstmcException;
import org.lstmc.core.ToolVersion;
import org.lstmc.core.manifest.StoredModel;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.ForwardText;
import org.lstmc.core.model.Mask;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.number.NumberContract;

/** The float tensors that exports of the float network write, and what they say of their origin. */
public final class FloatWeights {
  /** Key of the image's shape among what an export says of a feed-forward network. */
  public static final String IMAGE = "lstmc.image";

  /** Key of the network in {@link ForwardText}'s notation, where that says all. */
  public static final String NETWORK = "lstmc.network";

  private FloatWeights() {}

  /**
   * The tensors as dense matrices: pruned weights are zeros in place, block-circulant matrices are
   * written out.
   *
   * @param form what is being written, for the message
   * @throws LstmcException where a layer holds a tensor network
   */
  public static Map<String, Tensor> of(Model model, String form) {
    for (int l = 0; l < model.network().layers().size(); l++) {
      if (model.network().layers().get(l).factored() != null) {
        throw LstmcException.unsupported(
            "layers.%d holds a tensor network, which this version does not export to %s. Allowed are"
                + " dense, sparse and block-circulant matrices",
            l, form);
      }
    }
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (String name : model.network().tensorShapes().keySet()) {
      Tensor w = model.weights().get(name);
      Mask mask = model.masks().get(name);
      all.put(name, mask == null ? w : mask.apply(w));
    }
    return all;
  }

  /** Origin, and how the network is to be read, as text by key. */
  public static Map<String, String> metadata(StoredModel stored) {
    Model model = stored.model();
    NetworkSpec n = model.network();
    Map<String, String> m = new TreeMap<>();
    m.put("lstmc.version", ToolVersion.get());
    m.put("lstmc.model", n.name());
    m.put("lstmc.model.sha256", stored.sha256());
    m.put("lstmc.cell", n.cellLabel());
    m.put("lstmc.scheme", model.compression().scheme());
    m.put("lstmc.contract", NumberContract.VERSION);
    m.put("lstmc.contract.sha256", NumberContract.sha256());
    if (n.layers().stream().anyMatch(l -> l.cell().isGru())) {
      boolean before = n.layers().stream().anyMatch(l -> l.cell() == CellType.GRU_RESET_BEFORE);
      boolean after = n.layers().stream().anyMatch(l -> l.cell() == CellType.GRU);
      m.put("lstmc.reset", before && after ? "both, by layer" : before ? "before" : "after");
    }
    if (n.isFeedForward()) {
      m.put(IMAGE, n.forward().image().toString());
      String text = ForwardText.of(n.forward());
      if (ForwardText.parse(text, n.forward().image()).equals(n.forward())) {
        m.put(NETWORK, text);
      }
    }
    if (model.task() != null && model.task().featureMean() != null) {
      m.put("lstmc.featureMean", java.util.Arrays.toString(model.task().featureMean()));
      m.put("lstmc.featureStd", java.util.Arrays.toString(model.task().featureStd()));
    }
    return m;
  }
}
