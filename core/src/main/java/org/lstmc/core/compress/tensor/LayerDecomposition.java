package org.lstmc.core.compress.tensor;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.CompressionSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.MatrixCompression;
import org.lstmc.core.model.Model;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.model.TensorNames;

/**
 * A trained model with the matrices of one layer replaced by a tensor network that comes near them.
 *
 * @param model the model; number formats are dropped, metrics and history left to the caller
 * @param layer which layer
 * @param relativeError Frobenius norm of what is lost over that of the matrix
 */
public record LayerDecomposition(Model model, int layer, double relativeError) {
  /**
   * Decomposes. Exactly one of ranks, error and parameters decides how much is kept.
   *
   * @param options the form; without ranks where an error or a budget is given
   * @param error greatest relative error; null for none
   * @param parameters greatest number of parameters; null for none
   * @throws LstmcException unsupported: a feed-forward network; usage: matrices that are compressed
   *     already, a form that does not hold the matrix, ranks above their bounds, more or less than
   *     one of the three
   */
  public static LayerDecomposition of(
      Model model, int layer, TensorFormOptions options, Double error, Long parameters) {
    model.network().requireRecurrent("a tensor network", "");
    int said =
        (options.hasRanks() ? 1 : 0) + (error != null ? 1 : 0) + (parameters != null ? 1 : 0);
    if (said != 1) {
      throw LstmcException.usage(
          "%s of ranks, --error and --budget %s given; give exactly one",
          said == 0 ? "none" : said, said == 0 ? "is" : "are");
    }
    boolean ranks = options.hasRanks();
    TensorForm asked = ranks ? options.ranked() : options.unranked();
    LayerSpec spec = model.network().layers().get(layer);
    checkFree(model, layer, options.joined());
    // Sizes are checked before anything is computed.
    spec.withFactored(asked);
    Tensor matrix = matrix(model, layer, spec, options.joined());
    TensorDecomposition found =
        ranks
            ? TensorDecomposition.toRanks(matrix, asked)
            : error != null
                ? TensorDecomposition.toError(matrix, asked, error)
                : TensorDecomposition.toParameters(matrix, asked, parameters);
    TensorForm form = options.ordered(found.form());
    NetworkSpec network = model.network().factored(layer, form);
    Map<String, Tensor> all = new HashMap<>(model.weights());
    found.factors().forEach((n, t) -> all.put(TensorNames.factor(layer, form.joined(), n), t));
    Map<String, Tensor> weights = new LinkedHashMap<>();
    network.tensorShapes().keySet().forEach(name -> weights.put(name, all.get(name)));
    return new LayerDecomposition(
        new Model(
            network,
            model.task(),
            weights,
            model.masks(),
            model.compression(),
            null,
            model.metrics(),
            model.history()),
        layer,
        found.relativeError());
  }

  private static void checkFree(Model model, int layer, boolean joined) {
    TensorForm form = model.network().layers().get(layer).factored();
    if (form != null) {
      throw LstmcException.usage(
          "%s is a %s already; start from the model before, or choose another layer",
          TensorNames.factored(layer, form), form.format().label());
    }
    CompressionSpec compression = model.compression();
    for (String name :
        joined
            ? List.of(TensorNames.wx(layer), TensorNames.wh(layer))
            : List.of(TensorNames.wx(layer))) {
      MatrixCompression c = compression.matrices().get(name);
      if (c != null) {
        throw LstmcException.usage(
            "%s is %s; a decomposition would undo that. Start from the model before",
            name, c.scheme());
      }
    }
  }

  /** Wx, or [Wx, Wh] side by side. */
  private static Tensor matrix(Model model, int layer, LayerSpec spec, boolean joined) {
    Tensor wx = model.weights().get(TensorNames.wx(layer));
    if (!joined) {
      return wx;
    }
    Tensor wh = model.weights().get(TensorNames.wh(layer));
    Tensor both = Tensor.zeros(spec.gateRows(), wx.cols() + wh.cols());
    for (int r = 0; r < both.rows(); r++) {
      System.arraycopy(wx.data(), r * wx.cols(), both.data(), r * both.cols(), wx.cols());
      System.arraycopy(
          wh.data(), r * wh.cols(), both.data(), r * both.cols() + wx.cols(), wh.cols());
    }
    return both;
  }
}
