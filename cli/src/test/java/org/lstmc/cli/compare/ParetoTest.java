package org.lstmc.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lstmc.hwsim.Accelerators;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.Workload;

class ParetoTest {
  private static Compared row(double accuracy, int multipliers) {
    TreeMap<String, String> dsp = new TreeMap<>();
    dsp.put("dsp", "" + multipliers);
    Workload w =
        Workload.ofShape("lstm:32,32", new ShapeRatios(0, 0, 0, 16, 16, 0, 0, 0, null), 10);
    Simulation s =
        Accelerators.byName("brds").simulate(w, new MachineOptions(null, null, false, dsp));
    return new Compared("t", "brds", accuracy, 1L, 1.0, s, null, false);
  }

  /** Every pair is compared by hand: accuracy, energy, latency. */
  @Test
  void markedIsWhatNothingBeats() {
    List<Compared> rows = new ArrayList<>();
    for (int dsp : new int[] {40, 80, 160}) {
      for (double accuracy : new double[] {0.5, 0.7, 0.7}) {
        rows.add(row(accuracy, dsp));
      }
    }
    rows.add(Compared.not("t", "none", "does not run"));
    for (boolean higher : new boolean[] {true, false}) {
      List<Compared> marked = Pareto.mark(rows, higher);
      for (int i = 0; i < rows.size() - 1; i++) {
        boolean beaten = false;
        for (int j = 0; j < rows.size() - 1; j++) {
          Simulation a = rows.get(j).simulation();
          Simulation b = rows.get(i).simulation();
          double accuracy = (rows.get(j).accuracy() - rows.get(i).accuracy()) * (higher ? 1 : -1);
          double energy = b.energyPerFrameUj() - a.energyPerFrameUj();
          double latency = b.latencyUs() - a.latencyUs();
          boolean noWorse = accuracy >= 0 && energy >= 0 && latency >= 0;
          beaten |= noWorse && (accuracy > 0 || energy > 0 || latency > 0);
        }
        assertThat(marked.get(i).pareto()).as("row %d", i).isEqualTo(!beaten);
      }
      assertThat(marked.get(rows.size() - 1).pareto()).isFalse();
    }
  }
}
