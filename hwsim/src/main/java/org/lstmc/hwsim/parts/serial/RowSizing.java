package org.lstmc.hwsim.parts.serial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.device.Device;
import org.lstmc.hwsim.parts.DeviceBudget;

/**
 * Chooses elements and multipliers: fewest beats a step, then fewest multipliers, the first that
 * the device holds. Tried are only numbers of elements at which some group of rows falls away.
 */
public final class RowSizing {
  private static final double BITS_PER_BRAM36 = 36 * 1024;

  private RowSizing() {}

  /**
   * The machine that was chosen.
   *
   * @param array its array
   * @param design the machine
   * @param stoppedBy what of the device a faster one would exceed; empty if none is faster
   */
  public record Choice(RowArray array, SerialDesign design, String stoppedBy) {}

  /**
   * The best machine.
   *
   * @param chipBits bits of weights on chip; if these alone are too many, nothing is tried
   * @param perPe multipliers of an element that may be tried
   * @param pes elements; 0 leaves them to the sizing
   * @param beats beats of a step on an array
   * @param build the machine with an array
   */
  public static Choice choose(
      Workload w,
      Device device,
      DeviceBudget budget,
      long chipBits,
      List<Integer> perPe,
      int pes,
      ToLongFunction<RowArray> beats,
      Function<RowArray, SerialDesign> build) {
    record Candidate(RowArray array, long beats) {}
    long most = Math.max(1, budget.dsp() / SerialResources.dspPerMultiplier(w));
    List<Candidate> all = new ArrayList<>();
    for (int n : perPe) {
      for (int m : pes > 0 ? List.of(pes) : elements(w, (int) Math.max(1, most / n))) {
        RowArray a = new RowArray(m, n);
        all.add(new Candidate(a, beats.applyAsLong(a)));
      }
    }
    all.sort(
        Comparator.comparingLong(Candidate::beats)
            .thenComparingInt(c -> c.array().multipliers())
            .thenComparingInt(c -> c.array().pes()));
    String stoppedBy = "";
    SerialDesign last = null;
    boolean hopeless = chipBits > budget.bram36() * BITS_PER_BRAM36;
    for (Candidate c : hopeless ? all.subList(all.size() - 1, all.size()) : all) {
      last = build.apply(c.array());
      if (budget.holds(last.resources())) {
        return new Choice(c.array(), last, stoppedBy);
      }
      stoppedBy = stoppedBy.isEmpty() ? budget.excess(last.resources()) : stoppedBy;
    }
    throw LstmcException.unsupported(
        "%s on %s does not fit %s: even %s needs %s. Use a larger device, higher ratios, fewer weight"
            + " bits, or stream the weights from DRAM (--stream)",
        w.name(),
        last.schedule().config().machine(),
        device.name(),
        last.schedule().config().built(),
        budget.excess(last.resources()));
  }

  private static TreeSet<Integer> elements(Workload w, int most) {
    TreeSet<Integer> all = new TreeSet<>();
    for (var l : w.layers()) {
      breakpoints(l.spec().hiddenSize(), most, all);
      breakpoints(l.spec().outputSize(), most, all);
    }
    all.add(1);
    return all;
  }

  private static void breakpoints(int rows, int most, TreeSet<Integer> all) {
    for (int groups = 1; groups <= rows; groups++) {
      int m = (rows + groups - 1) / groups;
      if (m <= most) {
        all.add(m);
      }
      // step to the last number of groups for which m is still the least count
      groups = m <= 1 ? rows : (rows - 1) / (m - 1);
    }
  }
}
