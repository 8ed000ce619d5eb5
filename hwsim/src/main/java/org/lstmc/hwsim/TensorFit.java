package org.lstmc.hwsim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import org.lstmc.core.LstmcException;
import org.lstmc.core.compress.tensor.ContractionOrders;
import org.lstmc.core.compress.tensor.ModeChoice;
import org.lstmc.core.compress.tensor.TensorFormOptions;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.RankBounds;
import org.lstmc.core.model.TensorForm;

/**
 * Tensor networks for layers that have none yet, of a size that is asked for and that a machine
 * holds: modes as equal as possible, one rank for all cuts (less where a cut cannot have it), the
 * largest that fits. LSTM layers take one tensor for [Wx, Wh], since a plain matrix beside it would
 * not find room in TIE's weight memory; GRU layers one for Wx.
 */
public final class TensorFit {
  private static final int MOST = 256;

  private final TensorForm.Format format;
  private final List<LayerSpec> layers;

  private TensorFit(TensorForm.Format format, List<LayerSpec> layers) {
    this.format = format;
    this.layers = layers;
  }

  /**
   * The layers with their tensor networks.
   *
   * @param fewer how many times fewer numbers they shall hold at least than their matrices
   * @param machine whose memories shall hold them too; where no rank does, {@code fewer} alone
   *     decides and the machine says itself why not
   * @param widths of weights and words
   * @throws LstmcException unsupported: layers that the machine does not run in any size; usage:
   *     even ranks of 1 hold more numbers
   */
  public static List<LayerSpec> of(
      TensorForm.Format format,
      List<LayerSpec> layers,
      int fewer,
      Accelerator machine,
      ShapeRatios widths) {
    TensorFit fit = new TensorFit(format, layers);
    long dense = layers.stream().mapToLong(LayerSpec::matrixWeights).sum();
    machine
        .whyNot(ShapeWorkload.of("fit", fit.ordered(1), widths, 1))
        .ifPresent(
            why -> {
              throw LstmcException.unsupported("%s", why);
            });
    IntPredicate small = r -> fit.stored(r) <= dense / fewer;
    if (!small.test(1)) {
      throw LstmcException.usage(
          "%s: with ranks of 1 the layers already hold %d of %d numbers, which is not %d times fewer",
          format.label(), fit.stored(1), dense, fewer);
    }
    int most = largest(small);
    int held =
        fit.heldBy(machine, 1, widths)
            ? largest(r -> r <= most && fit.heldBy(machine, r, widths))
            : most;
    return fit.ordered(held);
  }

  /** The largest rank that passes, where 1 does and larger ones are never easier. */
  private static int largest(IntPredicate passes) {
    int low = 1;
    int high = MOST;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      boolean good = passes.test(middle);
      low = good ? middle : low;
      high = good ? high : middle - 1;
    }
    return low;
  }

  /** Numbers of all layers: of tensor networks, and of matrices that stand beside them. */
  private long stored(int rank) {
    long sum = 0;
    for (LayerSpec l : with(rank)) {
      sum += l.factored().parameters() + l.matrixWeights() - l.factoredWeights();
    }
    return sum;
  }

  private boolean heldBy(Accelerator machine, int rank, ShapeRatios widths) {
    try {
      Workload w = ShapeWorkload.of("fit", ordered(rank), widths, 1);
      machine.simulate(w, MachineOptions.DEFAULT);
      return true;
    } catch (LstmcException e) {
      return false;
    }
  }

  private List<LayerSpec> ordered(int rank) {
    return with(rank).stream()
        .map(l -> l.withFactored(ContractionOrders.cheapest(l.factored()).form()))
        .toList();
  }

  private List<LayerSpec> with(int rank) {
    List<LayerSpec> all = new ArrayList<>();
    for (LayerSpec l : layers) {
      all.add(l.withFactored(form(l, rank)));
    }
    return all;
  }

  private TensorForm form(LayerSpec l, int rank) {
    boolean joined = !l.cell().isGru();
    int columns = joined ? l.inputSize() + l.outputSize() : l.inputSize();
    int d = ModeChoice.pairs((long) l.gateRows() * columns);
    List<Integer> in = new ArrayList<>(ModeChoice.of(columns, d));
    // The first output mode holds the gates as well, so it has the smallest share of the cells; the
    // largest input mode stands beside it no better than another, so inputs ascend too.
    List<Integer> out = new ArrayList<>(ModeChoice.of(l.hiddenSize(), d));
    out.set(0, l.cell().gates() * out.get(0));
    int bonds = format == TensorForm.Format.TT ? d - 1 : 2 * d - 2;
    TensorForm one =
        new TensorFormOptions(
                format, in, out, null, null, null, Collections.nCopies(bonds, 1), joined, null)
            .form();
    List<Integer> bounds =
        RankBounds.ofModes(in, out, format == TensorForm.Format.TT ? null : one.dimensionTree());
    List<Integer> ranks = new ArrayList<>(Collections.nCopies(bonds, rank));
    for (int b = 0; b < bonds; b++) {
      ranks.set(b, Math.min(rank, bounds.get(b)));
    }
    return one.withRanks(ranks);
  }
}
