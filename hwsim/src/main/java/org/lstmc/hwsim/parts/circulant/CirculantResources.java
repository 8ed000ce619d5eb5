package org.lstmc.hwsim.parts.circulant;

import org.lstmc.core.model.CellType;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.Resources;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.ActivationUnit;
import org.lstmc.hwsim.parts.MacArray;

/**
 * What a machine occupies: DSP and block RAM from its structure, logic by estimate. The cost of one
 * processing element (a lane) is stated once, here, and is what sizing divides budgets by.
 */
public final class CirculantResources {
  /** Operand registers and selection of one multiplier, assumed as for BRDS. */
  private static final int LUT_PER_MULTIPLIER = 12;

  private static final int FF_PER_MULTIPLIER = 40;

  /** Control and input side, assumed. */
  private static final int FIXED_LUT = 1500;

  private static final int FIXED_FF = 2500;

  static final String METHOD =
      "DSP: products of the structure (4 for each of k/2+1 bins a lane, transforms, element-wise"
          + " lanes), one DSP48 each up to 18x25 bits. BRAM36: depth and width of every memory in"
          + " whole 18 Kb blocks. LUT, FF: additions bit by bit, plus assumed 12 LUT and 40 FF a"
          + " multiplier and 1500 LUT and 2500 FF fixed.";

  /**
   * What one piece occupies.
   *
   * @param dsp DSP blocks
   * @param lut look-up tables
   * @param ff flip-flops
   */
  public record Cost(long dsp, long lut, long ff) {
    Cost plus(Cost c, long times) {
      return new Cost(dsp + times * c.dsp, lut + times * c.lut, ff + times * c.ff);
    }
  }

  private final Workload workload;
  private final int perProduct;
  private final int productBits;
  private final int sumBits;

  /** Costs for the widths of a workload. */
  public CirculantResources(Workload w) {
    int[] bits = CirculantMemories.productBits(w);
    workload = w;
    perProduct = MacArray.dspPerProduct(bits[0], bits[1]);
    productBits = bits[0] + bits[1];
    sumBits = w.layers().stream().mapToInt(LayerWorkload::accumulatorBits).max().orElse(0);
  }

  /**
   * A processing element of a unit: complex multipliers of k/2+1 bins, the two additions of each
   * product, accumulators, and the transform back where every lane has its own.
   */
  public Cost lane(int block, int largest, boolean ownInverse, boolean overlapped) {
    long multipliers = MvmUnit.multipliersPerLane(block);
    long bins = block / 2 + 1L;
    long lut = 2 * bins * productBits + (long) block * sumBits + LUT_PER_MULTIPLIER * multipliers;
    long registers = (overlapped ? 2L : 0) * largest * sumBits;
    long ff = 2 * bins * productBits + registers + FF_PER_MULTIPLIER * multipliers;
    Cost lane = new Cost(multipliers * perProduct, lut, ff);
    return ownInverse ? lane.plus(transform(largest, sumBits), 1) : lane;
  }

  /** A transform that takes a block a cycle. */
  public Cost transform(int block, int bits) {
    long adders = (long) TransformUnit.additions(block) * bits;
    long products = TransformUnit.products(block);
    return new Cost(
        products * perProduct,
        adders + LUT_PER_MULTIPLIER * products,
        adders + FF_PER_MULTIPLIER * products);
  }

  /** An element-wise lane: products, additions, lines of the activations. */
  public Cost vectorLane() {
    CellType cell = workload.layers().get(0).spec().cell();
    boolean peepholes = workload.layers().stream().anyMatch(l -> l.spec().peepholes());
    int products = 3 + (peepholes ? 3 : 0);
    int sigmoids = cell.isGru() ? 2 : 3;
    int tanhs = cell.isGru() ? 1 : 2;
    long lines =
        (long) sigmoids * ActivationUnit.dsp(workload.sigmoid())
            + (long) tanhs * ActivationUnit.dsp(workload.tanh());
    long adders = (2L * cell.gates() + 1) * sumBits;
    return new Cost(
        (long) products * perProduct + lines,
        adders + LUT_PER_MULTIPLIER * (products + lines),
        adders + FF_PER_MULTIPLIER * (products + lines));
  }

  /** All but the lanes of the matrix-vector units: what a budget has to give first. */
  public Cost fixed(CirculantConfig c) {
    Cost all = new Cost(0, FIXED_LUT, FIXED_FF).plus(vectorLane(), c.lanes() * vectorStages());
    for (MvmUnit u : c.units()) {
      int vectorBits = productBits / 2;
      all = all.plus(transform(u.largest(), vectorBits), u.units());
      if (!ownInverse(u)) {
        all = all.plus(transform(u.largest(), sumBits), (long) u.units() * u.inverses());
      }
    }
    return all;
  }

  /** Everything. */
  Resources of(CirculantConfig c, CirculantMemories m) {
    Cost all = fixed(c);
    for (MvmUnit u : c.units()) {
      all = all.plus(lane(u.block(), u.largest(), ownInverse(u), u.overlapped()), u.allLanes());
    }
    return new Resources(all.dsp(), m.bram36(), all.lut() + m.lut(), all.ff(), METHOD);
  }

  /** A GRU whose reset gate acts before the product has two element-wise stages. */
  private int vectorStages() {
    return workload.layers().get(0).spec().cell() == CellType.GRU_RESET_BEFORE ? 2 : 1;
  }

  private static boolean ownInverse(MvmUnit u) {
    return u.inverses() == u.lanes();
  }
}
