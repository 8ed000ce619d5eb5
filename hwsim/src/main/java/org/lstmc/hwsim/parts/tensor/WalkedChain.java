package org.lstmc.hwsim.parts.tensor;

import java.util.List;
import org.lstmc.core.compress.tensor.ContractionPlan;
import org.lstmc.core.model.TensorForm;
import org.lstmc.hwsim.Remembered;

/**
 * A chain with what its products take. Both depend on the tensor network and the array alone, not
 * on clock, voltage or how frames come in, and searching the layouts and looking up every word's
 * bank is most of a simulation; so the latest are remembered.
 *
 * @param chain products and layouts
 * @param counts what each product takes
 */
record WalkedChain(ArrayChain chain, List<TileCounts> counts) {
  private static final Remembered<Key, WalkedChain> LATEST = new Remembered<>();

  private record Key(
      TensorForm form, ArrayShape array, Access access, long capacity, int rows, int gates) {}

  static WalkedChain of(
      ContractionPlan plan, TensorSettings s, long capacity, int rows, int gates) {
    Key key = new Key(plan.form(), s.array(), s.access(), capacity, rows, gates);
    return LATEST.get(
        key,
        () -> {
          ArrayChain chain = ChainBuilder.of(plan, s.array(), s.access(), capacity, rows, gates);
          return new WalkedChain(
              chain, chain.steps().stream().map(p -> TileWalk.walk(p, s.array(), null)).toList());
        });
  }
}
