package org.lstmc.core.quantize.datapath;

import java.util.Map;
import org.lstmc.core.model.CellType;
import org.lstmc.core.model.LayerSpec;
import org.lstmc.core.model.SignalNames;
import org.lstmc.core.number.FixedFormat;

/**
 * Formats and shifts around a GRU's reset gate. Where it multiplies the product, Un h + un is
 * summed and rounded on its own and r times that joins the gate sum; where it multiplies the state,
 * r * h is rounded and Un times that joins the gate sum.
 *
 * @param recurrentAccumulator format of Un h + un; null where the reset gate acts before
 * @param recurrent format of that sum, rounded; null where the reset gate acts before
 * @param resetState format of r * h, rounded; null where the reset gate acts after
 * @param shiftRecurrent left shift of Un products in their sum
 * @param shiftRecurrentBias left shift of un in its sum; 0 without
 * @param shiftReset left shift of r * recurrent in the gate sum; 0 without
 */
public record ResetPlan(
    FixedFormat recurrentAccumulator,
    FixedFormat recurrent,
    FixedFormat resetState,
    int shiftRecurrent,
    int shiftRecurrentBias,
    int shiftReset) {

  static ResetPlan of(
      int l, LayerSpec spec, SumPlans sums, Accumulator gates, Map<String, FixedFormat> formats) {
    int last = gates.shifts().get(3);
    if (spec.cell() == CellType.GRU_RESET_BEFORE) {
      return new ResetPlan(
          null, null, LayerPlan.signal(formats, SignalNames.resetState(l)), last, 0, 0);
    }
    Accumulator sum = sums.recurrent(l, spec);
    return new ResetPlan(
        sum.check(formats.get(SignalNames.recurrentAccumulator(l))),
        LayerPlan.signal(formats, SignalNames.recurrent(l)),
        null,
        sum.shifts().get(0),
        sum.shifts().get(1),
        last);
  }
}
