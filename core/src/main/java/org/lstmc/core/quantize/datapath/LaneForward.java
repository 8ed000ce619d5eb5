package org.lstmc.core.quantize.datapath;

import java.util.List;
import org.lstmc.core.model.ForwardLayer;
import org.lstmc.core.quantize.kernel.LaneWords;

/** A feed-forward network made ready for lock step. Shared by all threads. */
final class LaneForward {
  private final IntegerNetwork net;
  private final List<LaneProductPlan> plans;

  LaneForward(IntegerNetwork net) {
    this.net = net;
    plans = net.forward().products().stream().map(LaneProductPlan::new).toList();
  }

  IntegerNetwork net() {
    return net;
  }

  /** The matrix of a layer; null for a layer without one. */
  LaneProductPlan plan(int layer) {
    return plans.stream().filter(p -> p.product().layer() == layer).findFirst().orElse(null);
  }

  /** Whether no integer on the way leaves those that a double holds. */
  boolean isExact() {
    boolean exact = plans.stream().allMatch(LaneProductPlan::isExact);
    for (ForwardLayer layer : net.forward().spec().layers()) {
      // The widest signal has 32 bits.
      exact &=
          !(layer instanceof ForwardLayer.Pooling p)
              || p.kind() == ForwardLayer.PoolingKind.MAX
              || LaneWords.isExact(LanePooling.drop(p), 32 + LanePooling.drop(p));
    }
    return exact;
  }
}
