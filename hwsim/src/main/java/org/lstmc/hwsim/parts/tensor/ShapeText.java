package org.lstmc.hwsim.parts.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.tensor.ContractionOrders;
import org.lstmc.core.compress.tensor.ContractionPlan;
import org.lstmc.core.model.TensorForm;

/**
 * Tensor networks as chip files write them: {@code tt:MODES-IN:MODES-OUT:RANK} in TIE's order, or
 * {@code ht:MODES-IN:MODES-OUT:TREE:LEAF-RANK:INNER-RANK} in the cheapest order.
 */
final class ShapeText {
  private ShapeText() {}

  static ContractionPlan plan(String text) {
    String[] p = text.split(":", -1);
    try {
      if (p.length == 4 && p[0].equals("tt")) {
        List<Integer> in = numbers(p[1]);
        return ContractionOrders.compact(
            new TensorForm(
                TensorForm.Format.TT,
                in,
                numbers(p[2]),
                null,
                Collections.nCopies(in.size() - 1, Integer.parseInt(p[3])),
                false,
                List.of()));
      }
      if (p.length == 6 && p[0].equals("ht")) {
        List<Integer> in = numbers(p[1]);
        List<Integer> ranks =
            new ArrayList<>(Collections.nCopies(in.size(), Integer.parseInt(p[4])));
        ranks.addAll(Collections.nCopies(in.size() - 2, Integer.parseInt(p[5])));
        return ContractionOrders.cheapest(
            new TensorForm(TensorForm.Format.HT, in, numbers(p[2]), p[3], ranks, false, List.of()));
      }
    } catch (NumberFormatException e) {
      // falls through to the message that names what is allowed
    }
    throw LstmcException.badInput(
        "shape '%s': allowed are tt:MODES-IN:MODES-OUT:RANK and"
            + " ht:MODES-IN:MODES-OUT:TREE:LEAF-RANK:INNER-RANK",
        text);
  }

  private static List<Integer> numbers(String list) {
    return Arrays.stream(list.split(",")).map(Integer::parseInt).toList();
  }
}
