package org.lstmc.hwsim.brds;

import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.Workload;

/** Counts what one step does, from the schedule's beats. */
final class BrdsActivity {
  /** Evaluations a row: sigmoid of i, f, o; tanh of g and of c. */
  private static final int ACTIVATIONS_PER_ROW = 5;

  /** Products of a row in the function module: f*c, i*g, o*tanh(c). */
  private static final int PRODUCTS_PER_ROW = 3;

  private BrdsActivity() {}

  static Activity of(Workload w, BrdsSchedule s, BrdsMemories memories) {
    BrdsConfig c = s.config();
    int g = BrdsConfig.GATES;
    double slots = 0;
    double additions = 0;
    double additionBits = 0;
    double rows = 0;
    double elementwise = 0;
    double ioBits = 0;
    for (int l = 0; l < s.layers().length; l++) {
      LayerWorkload work = w.layers().get(l);
      BrdsSchedule.Layer layer = s.layers()[l];
      double x = layer.beatsX();
      double h = layer.beatsH() + layer.beatsProjection();
      slots += g * (x * c.rx() + h * c.rh());
      // A beat of R products: R-1 in the tree, one into the running sum; address sums alike.
      double perBeat = x * c.rx() + h * c.rh();
      int width = work.accumulatorBits();
      additions += g * perBeat;
      additionBits += g * perBeat * width;
      if (c.relativeIndex()) {
        double sums =
            g * (x * BrdsResources.addressSum(c.rx()) + h * BrdsResources.addressSum(c.rh()));
        additions += sums;
        additionBits += sums * Math.max(work.wx().indexBits(false), work.wh().indexBits(false));
      }
      int cells = layer.cells();
      additions += cells * (2.0 * g + 1);
      additionBits += cells * (2.0 * g * width + 2.0 * work.cellBits());
      rows += cells;
      elementwise += cells * (double) (PRODUCTS_PER_ROW + (work.spec().peepholes() ? 3 : 0));
    }
    LayerWorkload first = w.layers().get(0);
    LayerWorkload last = w.layers().get(w.layers().size() - 1);
    ioBits += (double) first.spec().inputSize() * first.inputBits();
    ioBits += (double) last.spec().outputSize() * last.stateBits();
    double macs = w.nonZeros();
    return new Activity(
        macs,
        slots - macs,
        0,
        additions,
        additionBits,
        ACTIVATIONS_PER_ROW * rows,
        elementwise,
        memories.uses(),
        (double) s.dramWords() * c.dramBitsPerCycle(),
        ioBits);
  }
}
