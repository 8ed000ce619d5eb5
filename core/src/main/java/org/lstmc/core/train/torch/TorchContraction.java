package org.lstmc.core.train.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.lstmc.core.compress.tensor.AxisPermutation;
import org.lstmc.core.compress.tensor.ContractionPlan;
import org.lstmc.core.compress.tensor.ContractionStep;
import org.lstmc.core.model.FactorAxis;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedFormat;

/**
 * The product of a layer's tensor network with a batch of vectors, differentiable in factors and
 * vectors. It follows the plan with the batch as innermost axis, so that a step moves runs of a
 * whole batch and is one matrix product; the matrix that the network stands for never exists.
 */
final class TorchContraction {
  private final int layer;
  private final ContractionPlan plan;
  private final boolean joined;
  private final long rows;
  private final Map<String, FixedFormat> formats;

  private TorchContraction(int l, LayerSpec spec, Map<String, FixedFormat> formats) {
    this.formats = formats;
    layer = l;
    plan = ContractionPlan.of(spec.factored());
    joined = spec.factored().joined();
    rows = spec.gateRows();
  }

  /**
   * The product of every layer; null where the matrices stand by themselves.
   *
   * @param formats formats to round intermediates to, by signal name
   */
  static List<TorchContraction> of(List<LayerSpec> layers, Map<String, FixedFormat> formats) {
    List<TorchContraction> all = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      all.add(
          layers.get(l).factored() == null
              ? null
              : new TorchContraction(l, layers.get(l), formats));
    }
    return all;
  }

  /** Whether the vectors are [x, h]. */
  boolean joined() {
    return joined;
  }

  /**
   * Multiplies.
   *
   * @param x vectors [batch, N]
   * @param w weights in force, by tensor name
   * @return [batch, M]
   */
  Tensor multiply(Tensor x, Map<String, Tensor> w) {
    long batch = x.size(0);
    long missing = plan.form().columns() - x.size(1);
    Tensor at = joined ? TorchCells.round(x, formats.get(SignalNames.joined(layer))) : x;
    at = missing > 0 ? torch.constant_pad_nd(at, 0, missing) : at;
    at = at.t().reshape(extents(plan.steps().get(0).source(), batch));
    for (ContractionStep step : plan.steps()) {
      String name = TensorNames.factor(layer, joined, step.factor());
      Tensor factor = w.get(name);
      Tensor matrix =
          factor
              .permute(order(step.arrangeFactor(), false))
              .reshape(step.producedLength(), step.contractedLength());
      Tensor vectors =
          at.permute(order(step.arrange(), true))
              .reshape(step.contractedLength(), step.restLength() * batch);
      Tensor words =
          TorchCells.round(matrix.mm(vectors), formats.get(SignalNames.intermediate(name)));
      at = words.view(extents(step.result(), batch));
    }
    Tensor all = at.permute(order(plan.arrangeOutput(), true)).reshape(plan.form().rows(), batch);
    return all.narrow(0, 0, rows).t();
  }

  private static long[] extents(List<FactorAxis> axes, long batch) {
    long[] extents = new long[axes.size() + 1];
    for (int a = 0; a < axes.size(); a++) {
      extents[a] = axes.get(a).extent();
    }
    extents[axes.size()] = batch;
    return extents;
  }

  private static long[] order(AxisPermutation permutation, boolean batchLast) {
    int axes = permutation.order().size();
    long[] order = new long[axes + (batchLast ? 1 : 0)];
    for (int a = 0; a < axes; a++) {
      order[a] = permutation.order().get(a);
    }
    if (batchLast) {
      order[axes] = axes;
    }
    return order;
  }
}
