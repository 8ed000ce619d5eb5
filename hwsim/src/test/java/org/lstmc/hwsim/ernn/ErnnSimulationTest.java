package org.lstmc.hwsim.ernn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.StageTime;
import org.lstmc.hwsim.UnitUse;
import org.lstmc.hwsim.Workload;

/** LSTM and GRU on E-RNN beside the published figures, sizing, and what is refused. */
class ErnnSimulationTest {
  private static final Accelerator ERNN = new ErnnAccelerator();

  /** Published: 7.40 us, 2660 DSP, 24 W (CSB-RNN's table of E-RNN); ours pinned. */
  @Test
  void googleLstmBesideThePublishedRow() {
    Simulation s = shape("lstm:153,1024,p512,peep", 8, MachineOptions.DEFAULT);

    assertThat(s.configuration()).isEqualTo("pe=119 gates=103 v=3 streams=3");
    assertThat(s.cyclesPerStep()).isEqualTo(537);
    assertThat(s.latencyUs()).isCloseTo(8.055, within(1e-9));
    assertThat(s.latencyUs() / 7.40 - 1).isCloseTo(0.089, within(0.001));
    assertThat(1e6 / s.singleStreamFramesPerSecond()).isCloseTo(7.085, within(1e-9));
    assertThat(s.resources().dsp()).isEqualTo(2640);
    powerCovers(s, 24);
    // five groups of 103 block rows over 84 block columns; four of 16 over 128
    assertThat(s.stages().get(0).parts()).containsEntry("beats", 5L * 84);
    assertThat(s.stages().get(2).parts()).containsEntry("beats", 4L * 128);
  }

  /** Six elements more would save a group of the projection; the part lacks the DSP blocks. */
  @Test
  void whatStopsTheLstmIsSaid() {
    String google = "lstm:153,1024,p512,peep";
    assertThat(shape(google, 8, MachineOptions.DEFAULT).boundBy())
        .contains("stage projection: 536 cycles")
        .contains("DSP 2772.0 of 2704");
    MachineOptions larger = MachineOptions.DEFAULT.withDevice("7v3").with("gates", 103);
    assertThat(shape(google, 8, larger.with("pe", 125).with("v", 3)).cyclesPerStep())
        .isEqualTo(511);
  }

  /** Published: 6.70 us, 2280 DSP, 29 W for a GRU 39-1024-1024; which time it is, is not said. */
  @Test
  void gruBesideThePublishedRow() {
    Simulation both = shape("gru-reset-before:39,1024x2", 8, MachineOptions.DEFAULT);
    Simulation first = shape("gru-reset-before:39,1024", 8, MachineOptions.DEFAULT);

    assertThat(both.cyclesPerStep()).isEqualTo(1854);
    assertThat(first.cyclesPerStep()).isEqualTo(557);
    assertThat(first.latencyUs()).isCloseTo(11.14, within(1e-9));
    // of all readings the latency of one layer is missed most
    double u = first.uncertainty().cyclesPercent() / 100;
    assertThat(6.70 / first.latencyUs()).isBetween(1 - u, 1 - u + 0.05);
    assertThat(both.cyclesPerStep() / 200).isCloseTo(9.27, within(1e-9));
    assertThat(both.resources().dsp()).isEqualTo(2612);
    assertThat(1 - 2280.0 / 2612).isLessThan(both.uncertainty().dspPercent() / 100);
    powerCovers(both, 29);
  }

  private static double u(Simulation s) {
    return s.uncertainty().boardPowerPercent() / 100;
  }

  private static void powerCovers(Simulation s, double published) {
    double board = s.power().boardW();
    assertThat(published).isBetween(board * (1 - u(s)), board * (1 + u(s)));
  }

  /** r*h waits for the whole of r: four stages; the reset gate after the product: two. */
  @Test
  void gruStagesFollowTheResetGate() {
    Simulation before = shape("gru-reset-before:40,64", 8, MachineOptions.DEFAULT);
    Simulation after = shape("gru:40,64", 8, MachineOptions.DEFAULT);

    assertThat(before.stages().stream().map(StageTime::stage))
        .containsExactly("r, z", "reset", "candidate", "update");
    assertThat(before.streams()).isEqualTo(4);
    assertThat(after.stages().stream().map(StageTime::stage))
        .containsExactly("gates", "element-wise");
    assertThat(after.streams()).isEqualTo(2);
    // the same products: rows r and z of x and h, rows n of x, rows n of h
    assertThat(after.activity().macs()).isEqualTo(before.activity().macs());
    assertThat(before.activity().macs()).isEqualTo(24 * (5 + 8) * 14.0);
    // transformed back: 16 + 8 rows, or 16 + 8 + 8
    assertThat(back(after) - back(before)).isEqualTo(8 * 2.0);
  }

  /** Products of the transforms back: all less those of the vectors. */
  private static double back(Simulation s) {
    double forward = 0;
    for (StageTime t : s.stages()) {
      boolean products = t.stage().equals("r, z") || t.stage().equals("gates");
      forward += products || t.stage().equals("candidate") ? t.parts().get("beats") : 0;
    }
    return s.activity().transformProducts() - 2 * forward;
  }

  /** N_PE = min(floor(DSP/dDSP), floor(LUT/dLUT)): nothing of either is left for one more. */
  @ParameterizedTest
  @CsvSource({"400", "900", "2000"})
  void asManyElementsAsTheBudgetHolds(int dsp) {
    Workload w = Workload.ofShape("lstm:64,512", ShapeRatios.circulant(8), 1);
    Simulation s = ERNN.simulate(w, MachineOptions.DEFAULT.with("dsp", dsp));
    int gates = Integer.parseInt(s.configuration().replaceAll(".*gates=(\\d+).*", "$1"));
    int lanes = Integer.parseInt(s.configuration().replaceAll(".*v=(\\d+).*", "$1"));
    // an element: 5 complex products of 4, and a transform back of 2; the vector's transform: 2
    int most = (dsp - 2 - 3 * lanes) / 22;

    assertThat(s.resources().dsp()).isEqualTo(22L * gates + 2 + 3 * lanes).isLessThanOrEqualTo(dsp);
    assertThat(gates).isLessThanOrEqualTo(most);
    // more elements would not save a group of the 256 block rows
    assertThat((256 + most - 1) / most).isEqualTo((256 + gates - 1) / gates);
  }

  @Test
  void theSharingOutIsNotBeatenByItsNeighbours() {
    Workload w = Workload.ofShape("lstm:40,96,p48", ShapeRatios.circulant(4), 1);
    MachineOptions small = MachineOptions.DEFAULT.with("dsp", 300);
    double chosen = ERNN.simulate(w, small).cyclesPerStep();

    int tried = 0;
    for (int v = 1; v <= 4; v++) {
      for (int gates = 3; gates <= 16; gates++) {
        for (int others = 1; others <= 7; others++) {
          MachineOptions o = small.with("v", v).with("pe", gates + others).with("gates", gates);
          try {
            Simulation s = ERNN.simulate(w, o);
            assertThat(chosen).isLessThanOrEqualTo(s.cyclesPerStep());
            tried++;
          } catch (LstmcException e) {
            assertThat(e).hasMessageContaining("DSP");
          }
        }
      }
    }
    assertThat(tried).isGreaterThan(100);
  }

  @ParameterizedTest
  @CsvSource({
    "'lstm:153,1024,p512,peep', 16, 8, 16, 3",
    "'lstm:20,30x2', 4, 8, 0, 1",
    "'gru:39,100x2', 8, 4, 0, 3",
    "'gru-reset-before:39,100x3', 2, 16, 0, 6",
    "'gru-reset-before:5,7', 8, 8, 0, 4"
  })
  void cyclesOfEveryUnitAddUp(String shape, int kx, int kh, int kp, int streams) {
    Workload w = Workload.ofShape(shape, new ShapeRatios(0, 0, 0, 12, 12, kx, kh, kp), 10);
    Simulation s = ERNN.simulate(w, MachineOptions.DEFAULT.with("streams", streams));

    for (UnitUse u : s.units()) {
      double sum = u.busyCycles() + u.stallCycles().values().stream().mapToDouble(d -> d).sum();
      assertThat(sum).as(u.unit()).isCloseTo(s.cyclesPerStep(), within(1e-6));
    }
    assertThat(s.utilization()).isBetween(0.0, 1.0);
    assertThat(s.activity().idleMacSlots()).isNotNegative();
  }

  @Test
  void whatDoesNotRunIsRefusedWithNumbers() {
    Workload large = Workload.ofShape("lstm:1500,1500x2", ShapeRatios.circulant(4), 1);
    assertThatThrownBy(() -> ERNN.simulate(large, MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("does not fit XCKU060")
        .hasMessageContaining("of 972")
        .hasMessageContaining("gates spectra");
    Workload dense = Workload.ofShape("gru:8,8", ShapeRatios.uniform(0), 1);
    assertThatThrownBy(() -> ERNN.simulate(dense, MachineOptions.DEFAULT))
        .hasMessageContaining("layers.0.wx is dense")
        .hasMessageContaining("--block-wx");
    Workload w = Workload.ofShape("gru:8,8", ShapeRatios.circulant(2), 1);
    assertThatThrownBy(() -> ERNN.simulate(w, MachineOptions.DEFAULT.with("p", 3)))
        .hasMessageContaining("'p'")
        .hasMessageContaining("pe=");
  }

  private static Simulation shape(String shape, int k, MachineOptions o) {
    ShapeRatios ratios = ShapeRatios.circulant(k).withBits(12, 12);
    return ERNN.simulate(Workload.ofShape(shape, ratios, 10), o);
  }
}
