package org.lstmc.hwsim.brds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.TestModels;
import org.lstmc.hwsim.UnitUse;
import org.lstmc.hwsim.Workload;

class BrdsSimulationTest {
  private static final Accelerator BRDS = new BrdsAccelerator();
  private static final MachineOptions STREAM = MachineOptions.DEFAULT.withStream(true);

  @ParameterizedTest
  @CsvSource({
    "'lstm:153,1024,p512,peep', 0.875",
    "'lstm:32,512', 0.875",
    "'lstm:1500,1500', 0.875",
    "'lstm:64,48x3', 0.5",
    "'lstm:20,30,p10', 0"
  })
  void everyUnitsCyclesAddUpToTheStep(String shape, double ratio) {
    Simulation s = BRDS.simulate(Workload.ofShape(shape, ShapeRatios.uniform(ratio), 10), STREAM);

    for (UnitUse u : s.units()) {
      double sum = u.busyCycles() + u.stallCycles().values().stream().mapToDouble(d -> d).sum();
      assertThat(sum).as(u.unit()).isCloseTo(s.cyclesPerStep(), within(1e-6));
    }
    assertThat(s.utilization()).isBetween(0.0, 1.0);
    assertThat(s.gops()).isLessThanOrEqualTo(s.effectiveGops() * (1 + 1e-12));
  }

  /** Google LSTM layer 1: 3 248 128 dense weights; GOPS by their definition. */
  @Test
  void throughputFollowsItsDefinition() {
    Workload w = Workload.ofShape("lstm:153,1024,p512,peep", ShapeRatios.uniform(0.875), 10);
    Simulation s = BRDS.simulate(w, MachineOptions.DEFAULT.withClockMhz(100));

    assertThat(w.denseWeights()).isEqualTo(3_248_128);
    assertThat(w.nonZeros()).isEqualTo(4 * 1024 * (19 + 64) + 512 * 128);
    assertThat(s.latencyUs()).isEqualTo(s.cyclesPerStep() / 100);
    assertThat(s.effectiveGops()).isCloseTo(2 * 3_248_128 / (s.latencyUs() * 1e3), within(1e-9));
    assertThat(s.activity().macs()).isEqualTo(w.nonZeros());
  }

  @Test
  void whatDoesNotFitIsRefusedWithNumbersOrStreamed() {
    Workload w = Workload.ofShape("lstm:1500,1500x2", ShapeRatios.uniform(0.875), 10);

    assertThatThrownBy(() -> BRDS.simulate(w, MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("XCKU9P")
        .hasMessageContaining("BRAM36")
        .hasMessageContaining("of 820")
        .hasMessageContaining("stream");
    Simulation s = BRDS.simulate(w, STREAM);
    assertThat(s.boundBy()).contains("DRAM");
    // DRAM alone: bits of all entries over the bits a cycle, rows in whole words
    double bits = 2.0 * 4 * 1500 * (187 * 23 + 187 * 23);
    assertThat(s.activity().dramBits()).isBetween(bits, bits * 1.02);
    assertThat(s.cyclesPerStep()).isEqualTo(s.activity().dramBits() / 614);
  }

  @Test
  void chosenMultipliersAreNotBeatenByNeighbours() {
    Workload w = Workload.ofShape("lstm:40,60,p20", ShapeRatios.dual(0.5, 0.75), 10);
    MachineOptions small = MachineOptions.DEFAULT.with("dsp", 64);
    double chosen = BRDS.simulate(w, small).cyclesPerStep();

    for (int rx = 1; rx <= 15; rx++) {
      for (int rh = 1; rx + rh <= 15; rh++) {
        Simulation s = BRDS.simulate(w, small.with("rx", rx).with("rh", rh));
        assertThat(s.resources().dsp()).isLessThanOrEqualTo(64);
        assertThat(chosen).as("rx=%d rh=%d", rx, rh).isLessThanOrEqualTo(s.cyclesPerStep());
      }
    }
  }

  @Test
  void unequalRowsCostWhatTheFullestNeeds() {
    Model dense =
        TestModels.model(TestModels.network(InputSpec.features(64), 1, 64, 0, false), 1, 1);
    MachineOptions o = MachineOptions.DEFAULT.with("rx", 4).with("rh", 4);
    Workload balanced = Workload.of(TestModels.rowBalanced(dense, 0.75, 2));
    Workload unequal = Workload.of(TestModels.unstructured(dense, 0.75, 2));
    Simulation a = BRDS.simulate(balanced, o);
    Simulation b = BRDS.simulate(unequal, o);

    assertThat(stall(a, "rows of unequal length")).isZero();
    assertThat(stall(b, "rows of unequal length")).isPositive();
    assertThat(b.cyclesPerStep()).isGreaterThan(1.3 * a.cyclesPerStep());
  }

  @Test
  void unknownSettingsAreRefusedWithTheKnownOnes() {
    Workload w = Workload.ofShape("lstm:4,4", ShapeRatios.uniform(0.5), 1);

    assertThatThrownBy(() -> BRDS.simulate(w, MachineOptions.DEFAULT.with("rz", 3)))
        .hasMessageContaining("'rz'")
        .hasMessageContaining("rx=");
    assertThatThrownBy(() -> BRDS.simulate(w, MachineOptions.DEFAULT.with("rx", "many")))
        .hasMessageContaining("rx=many");
    assertThatThrownBy(() -> Workload.ofShape("rnn:4,4", ShapeRatios.uniform(0.5), 1))
        .hasMessageContaining("lstm:INPUT,HIDDEN");
    Workload gru = Workload.ofShape("gru:4,4", ShapeRatios.uniform(0.5), 1);
    assertThatThrownBy(() -> BRDS.simulate(gru, MachineOptions.DEFAULT))
        .hasMessageContaining("lstm layers alone");
  }

  private static double stall(Simulation s, String cause) {
    return s.units().stream().mapToDouble(u -> u.stallCycles().getOrDefault(cause, 0.0)).sum();
  }
}
