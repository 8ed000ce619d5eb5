package org.lstmc.hwsim.parts.circulant;

import java.util.List;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.hwsim.parts.TimedVector;

/** An LSTM's lanes ({@code docs/arithmetic.md}, section "One step of an LSTM layer"). */
final class LstmValues extends CellValues {
  private final TimedVector cell;
  private final TimedVector out;

  LstmValues(FixedLayer layer, QuantizationSpec rules, List<List<PassValues>> products, int write) {
    super(layer, rules, products, write);
    cell = new TimedVector("c memory", 1, hidden);
    boolean projects = plan.spec().projectionSize() > 0;
    out = projects ? new TimedVector("projection input buffer", 2, hidden) : null;
  }

  @Override
  void word(Stage.Work work, int k, long cycle, long readable) {
    long before = cell.read(0, k, cycle);
    final long i = squash(sum(0, k, cycle) + peephole(0, k, before), layer.sigmoid());
    final long f = squash(sum(1, k, cycle) + peephole(1, k, before), layer.sigmoid());
    final long g = squash(sum(2, k, cycle), layer.tanh());
    long sum = ((f * before) << plan.shiftForget()) + ((i * g) << plan.shiftInput());
    long c = round(sum, plan.cellFraction(), plan.cell());
    cell.write(0, k, c, readable - write, readable);
    long o = squash(sum(3, k, cycle) + peephole(2, k, c), layer.sigmoid());
    long h = round(o * layer.cellTanh().apply(c), plan.hiddenFraction(), plan.hidden());
    (out == null ? state : out).write(step(), k, h, readable - write, readable);
  }

  private long sum(int gate, int k, long cycle) {
    int row = gate * hidden + k;
    return products(0, 0, passes(0), row, cycle) + bias(row);
  }

  /** Peepholes are stored in the order i, f, o. */
  private long peephole(int which, int k, long c) {
    return layer.peephole() == null
        ? 0
        : (layer.peephole().raw(which * hidden + k) * c) << plan.shiftPeephole();
  }

  @Override
  TimedVector between() {
    return out;
  }

  @Override
  long[] cells() {
    return cell.contents(0);
  }
}
