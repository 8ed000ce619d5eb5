package org.lstmc.hwsim.parts.circulant;

import java.util.List;
import org.lstmc.hwsim.Activity;
import org.lstmc.hwsim.LayerWorkload;
import org.lstmc.hwsim.Workload;

/** Counts what one frame does, from the stages' beats. */
final class CirculantActivity {
  private CirculantActivity() {}

  static Activity of(Workload w, CirculantSchedule s, CirculantMemories memories) {
    double macs = 0;
    double slots = 0;
    double transforms = 0;
    double additions = 0;
    double bits = 0;
    double activations = 0;
    double elementwise = 0;
    for (int l = 0; l < s.layers().size(); l++) {
      LayerWorkload work = w.layers().get(l);
      int sumBits = work.accumulatorBits();
      for (Stage stage : s.layers().get(l)) {
        if (stage instanceof Stage.Mvm m) {
          for (MvmPass p : m.passes()) {
            double beats = beats(m.unit(), p);
            double products = macs(p);
            double forward = beats * m.unit().units();
            macs += products;
            slots += beats * m.unit().multipliers();
            transforms += (forward + p.rows()) * TransformUnit.products(p.block());
            double sums = (forward + p.rows()) * TransformUnit.additions(p.block());
            additions += products + sums;
            bits += (products + sums) * sumBits;
          }
        } else if (stage instanceof Stage.Vector v) {
          boolean last = v.work() != Stage.Work.GRU_RESET;
          double cells = last ? v.words() : 0;
          int gates = work.spec().cell().gates();
          boolean lstm = v.work() == Stage.Work.LSTM;
          activations += cells * (lstm ? 5 : 3);
          elementwise += cells * (work.spec().peepholes() ? 6 : 3);
          additions += cells * (2 * gates + 1);
          bits += cells * (2 * gates + 1) * sumBits;
        }
      }
    }
    LayerWorkload first = w.layers().get(0);
    LayerWorkload end = w.layers().get(w.layers().size() - 1);
    double ioBits =
        (double) first.spec().inputSize() * first.inputBits()
            + (double) end.spec().outputSize() * end.stateBits();
    return new Activity(
        macs,
        slots - macs,
        transforms,
        additions,
        bits,
        activations,
        elementwise,
        memories.uses(),
        0,
        ioBits);
  }

  /** Cycles in which a pass keeps the multipliers of its unit running. */
  static double beats(MvmUnit unit, MvmPass p) {
    return (double) unit.groups(p.rows()) * unit.beats(p.columns(), p.block());
  }

  /** Real products of a pass that are not with an imaginary part that is always zero. */
  static double macs(MvmPass p) {
    return (double) p.rows() * p.columns() * (2 * p.block() - 2);
  }

  /** Beats with all lanes in use that a stage's passes would need. */
  static double fullBeats(List<MvmPass> passes, MvmUnit unit) {
    return passes.stream()
            .mapToDouble(p -> (double) p.rows() * p.columns() * unit.cycles(p.block()))
            .sum()
        / unit.allLanes();
  }
}
