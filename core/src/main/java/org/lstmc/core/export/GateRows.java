package org.lstmc.core.export;

import org.lstmc.core.model.CellType;
import org.lstmc.core.model.Tensor;

/** Stacked gates in another order than ours: the reverse of what an import does. */
public final class GateRows {
  private GateRows() {}

  /**
   * The same rows in another order.
   *
   * @param stacked our gates one below the other
   * @param cell whose gates they are
   * @param order its gate letters ({@link CellType#gateOrder}) in the order wanted
   */
  public static Tensor ordered(Tensor stacked, CellType cell, String order) {
    int block = stacked.data().length / cell.gates();
    float[] out = new float[stacked.data().length];
    for (int g = 0; g < order.length(); g++) {
      int from = cell.gateOrder().indexOf(order.charAt(g));
      System.arraycopy(stacked.data(), from * block, out, g * block, block);
    }
    return new Tensor(stacked.shape().clone(), out);
  }
}
