package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.lstmc.core.compress.tensor.ContractionOrders;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.TensorForm;

/** Layers with small tensor networks of every kind, from a seed. */
final class RandomChains {
  private final Random random;

  RandomChains(long seed) {
    random = new Random(seed);
  }

  /** A layer on an input of some length; padded as often as not. */
  LayerSpec layer(CellType cell, int inputSize, boolean joined) {
    int gates = cell.gates();
    while (true) {
      int hidden = 1 + random.nextInt(6);
      int projection = !cell.isGru() && random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 0;
      boolean peepholes = !cell.isGru() && random.nextInt(4) == 0;
      int output = projection > 0 ? projection : hidden;
      int d = 2 + random.nextInt(3);
      List<Integer> in = modes(d, joined ? inputSize + output : inputSize);
      List<Integer> out = new ArrayList<>(modes(d, hidden));
      out.set(0, out.get(0) * gates);
      TensorForm form = form(in, out, joined);
      if (form != null) {
        return new LayerSpec(cell, inputSize, hidden, projection, peepholes, form);
      }
    }
  }

  /** Modes whose product is that or a little more. */
  private List<Integer> modes(int d, int least) {
    List<Integer> modes = new ArrayList<>(Collections.nCopies(d, 1));
    int product = 1;
    while (product < least) {
      int k = random.nextInt(d);
      product = product / modes.get(k) * (modes.get(k) + 1);
      modes.set(k, modes.get(k) + 1);
    }
    return modes;
  }

  private TensorForm form(List<Integer> in, List<Integer> out, boolean joined) {
    int d = in.size();
    boolean train = random.nextBoolean();
    List<Integer> ranks = new ArrayList<>();
    for (int r = 0; r < (train ? d - 1 : 2 * d - 2); r++) {
      ranks.add(1 + random.nextInt(2));
    }
    try {
      TensorForm form =
          train
              ? new TensorForm(TensorForm.Format.TT, in, out, null, ranks, joined, List.of())
              : new TensorForm(TensorForm.Format.HT, in, out, tree(1, d), ranks, joined, List.of());
      return form.withOrder(
          random.nextBoolean()
              ? ContractionOrders.bottomUp(form).order()
              : ContractionOrders.cheapest(form).order());
    } catch (org.lstmc.core.LstmcException e) {
      // Ranks above their bounds are refused.
      return null;
    }
  }

  private String tree(int from, int to) {
    if (from == to) {
      return "" + from;
    }
    int cut = from + random.nextInt(to - from);
    return "(" + tree(from, cut) + "," + tree(cut + 1, to) + ")";
  }
}
