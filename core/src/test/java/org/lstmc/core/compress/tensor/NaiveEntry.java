package org.lstmc.core.compress.tensor;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lstmc.core.model.FactorAxis;
import org.lstmc.core.model.Tensor;
import org.lstmc.core.model.TensorFactor;
import org.lstmc.core.model.TensorForm;

/** One entry of the matrix by its definition: a sum over all ranks of products of factor values. */
final class NaiveEntry {
  private final TensorForm form;
  private final Map<String, Tensor> factors;

  NaiveEntry(TensorForm form, Map<String, Tensor> factors) {
    this.form = form;
    this.factors = factors;
  }

  double at(int row, int col) {
    Map<String, Integer> index = new LinkedHashMap<>();
    index.put(FactorAxis.EDGE, 0);
    for (int k = form.modes(); k >= 1; k--) {
      index.put("i" + k, row % form.modesOut().get(k - 1));
      index.put("j" + k, col % form.modesIn().get(k - 1));
      row /= form.modesOut().get(k - 1);
      col /= form.modesIn().get(k - 1);
    }
    Map<String, Integer> ranks = new LinkedHashMap<>();
    for (TensorFactor factor : form.factors()) {
      for (FactorAxis axis : factor.axes()) {
        if (!index.containsKey(axis.label())) {
          ranks.put(axis.label(), axis.extent());
        }
      }
    }
    return sum(index, ranks);
  }

  private double sum(Map<String, Integer> index, Map<String, Integer> open) {
    if (open.isEmpty()) {
      double product = 1;
      for (TensorFactor factor : form.factors()) {
        int at = 0;
        for (FactorAxis axis : factor.axes()) {
          at = at * axis.extent() + index.get(axis.label());
        }
        product *= factors.get(factor.name()).data()[at];
      }
      return product;
    }
    String label = open.keySet().iterator().next();
    Map<String, Integer> rest = new LinkedHashMap<>(open);
    int extent = rest.remove(label);
    double sum = 0;
    for (int r = 0; r < extent; r++) {
      index.put(label, r);
      sum += sum(index, rest);
    }
    return sum;
  }
}
