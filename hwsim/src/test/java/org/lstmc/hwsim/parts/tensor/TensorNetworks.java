package org.lstmc.hwsim.parts.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.tensor.ContractionOrders;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.NetworkSpec;
import org.lstmc.core.model.TensorForm;

/** Small networks whose layers hold tensor networks of every kind, from a seed. */
final class TensorNetworks {
  private final Random random;

  TensorNetworks(long seed) {
    random = new Random(seed);
  }

  /** The first layer is a tensor network; others may be matrices. */
  NetworkSpec network(int inputs, int layers) {
    List<LayerSpec> all = new ArrayList<>();
    int size = inputs;
    for (int l = 0; l < layers; l++) {
      all.add(
          l > 0 && random.nextInt(3) == 0
              ? new LayerSpec(CellType.LSTM, size, 1 + random.nextInt(9), 0, false)
              : layer(size));
      size = all.get(l).outputSize();
    }
    return new NetworkSpec("random", InputSpec.features(inputs), all, 3);
  }

  private LayerSpec layer(int inputs) {
    while (true) {
      int hidden = 1 + random.nextInt(20);
      boolean joined = random.nextBoolean();
      int d = 2 + random.nextInt(3);
      List<Integer> out = new ArrayList<>(modes(d, hidden));
      out.set(0, 4 * out.get(0));
      try {
        return new LayerSpec(
            CellType.LSTM,
            inputs,
            hidden,
            0,
            false,
            form(modes(d, joined ? inputs + hidden : inputs), out, joined));
      } catch (LstmcException e) {
        // Ranks above their bounds; another draw.
      }
    }
  }

  /** Modes whose product is that or a little more. */
  private List<Integer> modes(int d, int least) {
    List<Integer> modes = new ArrayList<>(Collections.nCopies(d, 1));
    for (int product = 1; product < least; ) {
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
      ranks.add(1 + random.nextInt(3));
    }
    TensorForm form =
        new TensorForm(
            train ? TensorForm.Format.TT : TensorForm.Format.HT,
            in,
            out,
            train ? null : tree(1, d),
            ranks,
            joined,
            List.of());
    return form.withOrder(
        random.nextBoolean()
            ? ContractionOrders.bottomUp(form).order()
            : ContractionOrders.cheapest(form).order());
  }

  private String tree(int from, int to) {
    if (from == to) {
      return "" + from;
    }
    int cut = from + random.nextInt(to - from);
    return "(" + tree(from, cut) + "," + tree(cut + 1, to) + ")";
  }
}
