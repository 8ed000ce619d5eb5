package org.lstmc.cli.command;

import java.util.Locale;
import org.lstmc.core.compress.tensor.ContractionOrders;
import org.lstmc.core.compress.tensor.ContractionPlan;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.TensorForm;
import org.lstmc.core.model.TensorNames;

/** A layer's tensor network in one line: what it spares, and what its orders cost. */
final class TensorText {
  private TensorText() {}

  static String of(int l, LayerSpec layer) {
    TensorForm form = layer.factored();
    ContractionPlan plan = ContractionPlan.of(form);
    boolean train = form.format() == TensorForm.Format.TT;
    return String.format(
        Locale.ROOT,
        "%s: %,d parameters of %,d (%,.1f times fewer), ranks %s; multiplications of a product: %,d in"
            + " its order (%s), %,d in the cheapest, %,d %s, %,d dense",
        TensorNames.factored(l, form),
        form.parameters(),
        layer.factoredWeights(),
        (double) layer.factoredWeights() / form.parameters(),
        form.ranks().toString().replace(" ", ""),
        plan.multiplications(),
        String.join(" ", plan.order()),
        ContractionOrders.cheapest(form).multiplications(),
        ContractionOrders.bottomUp(form).multiplications(),
        train ? "from the last core to the first" : "bottom-up",
        layer.factoredWeights());
  }
}
