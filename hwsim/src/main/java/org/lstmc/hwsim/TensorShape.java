package org.lstmc.hwsim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.tensor.ContractionOrders;
import org.lstmc.core.model.TensorForm;

/**
 * Tensor networks in words, for what-if questions and chip files: {@code
 * tt:MODES-IN:MODES-OUT:RANK} in TIE's order, or {@code
 * ht:MODES-IN:MODES-OUT:TREE:LEAF-RANK:INNER-RANK} in the cheapest order.
 */
public final class TensorShape {
  private TensorShape() {}

  /**
   * The form.
   *
   * @param joined whether it stands for [Wx, Wh], else for Wx
   * @throws LstmcException usage: the text is none, or the form is not possible
   */
  public static TensorForm form(String text, boolean joined) {
    String[] p = text.split(":", -1);
    try {
      if (p.length == 4 && p[0].equals("tt")) {
        List<Integer> in = numbers(p[1]);
        List<Integer> ranks = Collections.nCopies(in.size() - 1, Integer.parseInt(p[3]));
        TensorForm form =
            new TensorForm(TensorForm.Format.TT, in, numbers(p[2]), null, ranks, joined, List.of());
        return ContractionOrders.compact(form).form();
      }
      if (p.length == 6 && p[0].equals("ht")) {
        List<Integer> in = numbers(p[1]);
        List<Integer> ranks =
            new ArrayList<>(Collections.nCopies(in.size(), Integer.parseInt(p[4])));
        ranks.addAll(Collections.nCopies(in.size() - 2, Integer.parseInt(p[5])));
        TensorForm form =
            new TensorForm(TensorForm.Format.HT, in, numbers(p[2]), p[3], ranks, joined, List.of());
        return ContractionOrders.cheapest(form).form();
      }
    } catch (IllegalArgumentException e) {
      // falls through to the message that names what is allowed
    }
    throw LstmcException.usage(
        "tensor network '%s': allowed are tt:MODES-IN:MODES-OUT:RANK and"
            + " ht:MODES-IN:MODES-OUT:TREE:LEAF-RANK:INNER-RANK, for example"
            + " tt:8,20,20,18:16,4,4,4:4 or ht:8,10,10,9,8:16,4,2,4,2:(((1,2),3),(4,5)):4:5",
        text);
  }

  private static List<Integer> numbers(String list) {
    return Arrays.stream(list.split(",")).map(Integer::parseInt).toList();
  }
}
