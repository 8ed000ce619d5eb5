package org.lstmc.hwsim.parts.circulant;

import java.util.List;
import org.lstmc.core.model.QuantizationSpec;
import org.lstmc.core.number.FixedArithmetic;
import org.lstmc.core.number.FixedFormat;
import org.lstmc.core.quantize.datapath.FixedLayer;
import org.lstmc.core.quantize.datapath.ResetPlan;
import org.lstmc.hwsim.parts.TimedVector;

/** A GRU's lanes ({@code docs/arithmetic.md}, section "One step of a GRU layer"). */
final class GruValues extends CellValues {
  private static final int LONG_LIVED = 4;

  private final ResetPlan reset;
  private final TimedVector update;
  private final TimedVector resetState;
  private final int joint;

  GruValues(FixedLayer layer, QuantizationSpec rules, List<List<PassValues>> products, int write) {
    super(layer, rules, products, write);
    reset = plan.reset();
    boolean before = reset.resetState() != null;
    update = before ? new TimedVector("z buffer", LONG_LIVED, hidden) : null;
    resetState = before ? new TimedVector("r*h buffer", 2, hidden) : null;
    // where the reset gate acts after, the last two passes are those of the candidate
    joint = before ? passes(0) : passes(0) - 2;
  }

  @Override
  void word(Stage.Work work, int k, long cycle, long readable) {
    long old = state.read(step() - 1, k, cycle);
    switch (work) {
      case GRU_RESET -> {
        long r = gate(0, k, cycle);
        int fraction = plan.activation().fractionBits() + plan.state().fractionBits();
        long s = round(r * old, fraction, reset.resetState());
        resetState.write(step(), k, s, readable - write, readable);
        update.write(step(), k, gate(1, k, cycle), readable - write, readable);
      }
      case GRU_UPDATE -> {
        int row = 2 * hidden + k;
        long n = squash(products(1, 0, passes(1), row, cycle) + bias(row), layer.tanh());
        next(k, update.read(step(), k, cycle), n, old, readable);
      }
      case GRU -> {
        int row = 2 * hidden + k;
        final long r = gate(0, k, cycle);
        final long z = gate(1, k, cycle);
        FixedFormat a = reset.recurrentAccumulator();
        long un = (long) layer.recurrentBias().raw(k) << reset.shiftRecurrentBias();
        long sum =
            FixedArithmetic.wrap(products(0, joint + 1, joint + 2, row, cycle) + un, a.width());
        long q = round(sum, a.fractionBits(), reset.recurrent());
        long product = (r * q) << reset.shiftReset();
        long x = products(0, joint, joint + 1, row, cycle);
        next(k, z, squash(x + bias(row) + product, layer.tanh()), old, readable);
      }
      case LSTM -> throw new IllegalArgumentException("an LSTM's work for a GRU");
    }
  }

  private long gate(int which, int k, long cycle) {
    int row = which * hidden + k;
    return squash(products(0, 0, joint, row, cycle) + bias(row), layer.sigmoid());
  }

  private void next(int k, long z, long n, long old, long readable) {
    long one = 1L << plan.activation().fractionBits();
    long sum = (((one - z) * n) << plan.shiftInput()) + ((z * old) << plan.shiftForget());
    long h = round(sum, plan.cellFraction(), plan.state());
    state.write(step(), k, h, readable - write, readable);
  }

  @Override
  TimedVector between() {
    return resetState;
  }

  @Override
  long[] cells() {
    return null;
  }
}
