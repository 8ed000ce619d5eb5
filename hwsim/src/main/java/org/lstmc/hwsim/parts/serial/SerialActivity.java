package org.lstmc.hwsim.parts.serial;

import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.Workload;

/** Counts what one step of all streams does, from the schedule's passes. */
final class SerialActivity {
  private static final int ACTIVATIONS_PER_CELL = 5;

  private SerialActivity() {}

  static Activity of(SerialDesign d) {
    Workload w = d.workload();
    SerialConfig c = d.schedule().config();
    int streams = c.streams();
    double slots = (double) d.schedule().arrayCycles() * c.multipliers();
    double macs = (double) w.nonZeros() * streams;
    double additions = slots;
    double additionBits = 0;
    double activations = 0;
    double elementwise = 0;
    for (int l = 0; l < w.layers().size(); l++) {
      LayerWorkload work = w.layers().get(l);
      int width = work.accumulatorBits();
      double cells = (double) streams * work.spec().hiddenSize();
      for (Pass p : d.schedule().layers().get(l).passes()) {
        additionBits += (double) p.cycles() * c.multipliers() * width;
      }
      // bias and sum of four gates, f*c + i*g; peepholes add one more to three gates
      double sums = 4 + (work.spec().peepholes() ? 3 : 0);
      additions += cells * (sums + 1);
      additionBits += cells * (sums * width + 2.0 * work.cellBits());
      activations += ACTIVATIONS_PER_CELL * cells;
      elementwise += cells * (work.spec().peepholes() ? 6 : 3);
    }
    LayerWorkload first = w.layers().get(0);
    LayerWorkload last = w.layers().get(w.layers().size() - 1);
    double ioBits =
        (double) first.spec().inputSize() * first.inputBits()
            + (double) last.spec().outputSize() * last.stateBits();
    return new Activity(
        macs,
        slots - macs,
        0,
        additions,
        additionBits,
        activations,
        elementwise,
        d.memories(),
        d.dramBits(),
        streams * ioBits);
  }
}
