package org.lstmc.hwsim.clstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
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
import org.lstmc.hwsim.parts.circulant.StageWalk;

/** Google-LSTM layer 1 beside the paper's rows, and what the machine refuses. */
class ClstmSimulationTest {
  private static final Accelerator CLSTM = new ClstmAccelerator();
  private static final String GOOGLE = "lstm:153,1024,p512,peep";

  /** The stages of the released source: ceil(p/P)*q + p + L and r/k, H/V + L, alike for y. */
  @Test
  void stagesOfTheReleasedSourceAreFound() {
    Simulation s = google(8, "XCKU060");
    Map<String, Long> gates = s.stages().get(0).parts();
    assertThat(gates.get(StageWalk.COPY)).isEqualTo(64);
    assertThat(gates.get(StageWalk.BEATS)).isEqualTo(8 * 84);
    assertThat(gates.get(StageWalk.BACK)).isEqualTo(128);
    long ideal = gates.get(StageWalk.COPY) + gates.get(StageWalk.BEATS) + gates.get(StageWalk.BACK);
    assertThat(ideal).isEqualTo(864);
    assertThat(s.stages().get(1).parts()).containsEntry(StageWalk.BEATS, 512L);
    Map<String, Long> y = s.stages().get(2).parts();
    assertThat(y.get(StageWalk.BEATS) + y.get(StageWalk.BACK)).isEqualTo(576);
    // L: two pipelines (15 and 10 deep), the copy's buffer, three loops, and the exchange
    assertThat(s.stages().get(0).cycles()).isEqualTo(864 + 14 + 9 + 2 + 3 * 2);
    assertThat(s.cyclesPerStep()).isEqualTo(s.stages().get(0).cycles() + 2);
  }

  /**
   * Published cycles a stage: 200 MHz over FPS; ours pinned; the miss as docs/machines.md has it.
   */
  @ParameterizedTest
  @CsvSource({
    "8, XCKU060, 1024.0, 897, 14.2",
    "8, ADM-PCIE-7V3, 1113.0, 897, 24.1",
    "16, XCKU060, 538.9, 542, -0.6",
    "16, ADM-PCIE-7V3, 605.6, 542, 11.7"
  })
  void publishedRowsAreMissedByWhatIsStated(
      int k, String device, double published, double ours, double percent) {
    Simulation s = google(k, device);

    assertThat(s.cyclesPerStep()).isEqualTo(ours);
    assertThat(100 * (published / s.cyclesPerStep() - 1)).isCloseTo(percent, within(0.06));
    assertThat(Math.abs(percent)).isLessThanOrEqualTo(s.uncertainty().cyclesPercent());
    // the paper's latency is three stages, its rate one frame a stage
    assertThat(s.latencyUs()).isCloseTo(3 * ours / 200, within(1e-9));
    assertThat(s.framesPerSecond()).isCloseTo(200e6 / ours, within(1e-6));
    double alone = 0;
    for (StageTime t : s.stages()) {
      alone += t.cycles() + 2;
    }
    assertThat(s.singleStreamFramesPerSecond()).isCloseTo(200e6 / alone, within(1e-6));
  }

  /** Shares of the device's blocks in the paper's table; ours pinned, misses as stated. */
  @ParameterizedTest
  @CsvSource({
    "8, XCKU060, 0.965, 0.876, 0.752, 1632, 447",
    "16, XCKU060, 0.981, 0.891, 0.803, 2672, 702",
    "8, ADM-PCIE-7V3, 0.743, 0.657, 0.587, 1632, 447",
    "16, ADM-PCIE-7V3, 0.774, 0.633, 0.653, 3032, 792"
  })
  void publishedOccupationIsWithinTheStatedUncertainty(
      int k, String device, double dsp, double bram, double lut, long ours, double ourBram) {
    Simulation s = google(k, device);
    boolean kintex = device.equals("XCKU060");

    assertThat(s.resources().dsp()).isEqualTo(ours);
    assertThat(s.resources().bram36()).isEqualTo(ourBram);
    miss(dsp * (kintex ? 2760 : 3600), s.resources().dsp(), s.uncertainty().dspPercent());
    miss(bram * (kintex ? 1080 : 1470), s.resources().bram36(), s.uncertainty().bramPercent());
    miss(lut * (kintex ? 331680 : 433200), s.resources().lut(), s.uncertainty().logicPercent());
  }

  /** The reading of the printed k=8 design that docs/machines.md names. */
  @Test
  void anotherReadingOfThePrintedDesign() {
    Workload w = Workload.ofShape(GOOGLE, ShapeRatios.circulant(8), 10);
    MachineOptions o = MachineOptions.DEFAULT.withDevice("ku060").with("p", 26).with("v", 1);
    Simulation s = CLSTM.simulate(w, o);

    assertThat(s.cyclesPerStep()).isEqualTo(1054);
    assertThat(s.resources().dsp()).isEqualTo(2626);
    assertThat(s.resources().bram36()).isEqualTo(694.5);
  }

  private static void miss(double published, double ours, double percent) {
    assertThat(100 * Math.abs(published / ours - 1)).isLessThanOrEqualTo(percent);
  }

  /** 22 and 23 W were measured at the board. */
  @Test
  void publishedPowerIsWithinTheStatedUncertainty() {
    double[] published = {22, 23};
    for (int i = 0; i < 2; i++) {
      Simulation s = google(i == 0 ? 8 : 16, "ADM-PCIE-7V3");
      double board = s.power().boardW();
      double u = s.uncertainty().boardPowerPercent() / 100;
      assertThat(published[i]).isBetween(board * (1 - u), board * (1 + u));
    }
  }

  /** 2-k products a block, two operations each; the dense network's for effective GOPS. */
  @Test
  void workFollowsItsDefinition() {
    Simulation s = google(8, "XCKU060");
    double macs = (4 * 128 * 84 + 64 * 128) * 14.0;

    assertThat(s.activity().macs()).isEqualTo(macs);
    assertThat(s.gops()).isCloseTo(2 * macs * s.framesPerSecond() / 1e9, within(1e-6));
    assertThat(s.effectiveGops())
        .isCloseTo(2 * 3_248_128 * s.framesPerSecond() / 1e9, within(1e-6));
    assertThat(s.energyPerFrameUj())
        .isCloseTo(1e6 * s.powerW() / s.framesPerSecond(), within(1e-9));
    // 8 groups of 16 block rows in each of 4 units; transforms of 2 products each
    assertThat(s.activity().transformProducts()).isEqualTo(2.0 * (4 * 8 * 84 + 512 + 4 * 128 + 64));
  }

  @ParameterizedTest
  @CsvSource({
    "'lstm:153,1024,p512,peep', 8, 3",
    "'lstm:153,1024,p512,peep', 16, 1",
    "'lstm:40,60x3', 4, 2",
    "'lstm:39,100,p30x2', 8, 5",
    "'lstm:7,9', 8, 1"
  })
  void cyclesOfEveryUnitAddUp(String shape, int k, int streams) {
    String known = shape.replace("x2", "");
    MachineOptions o = MachineOptions.DEFAULT.with("streams", streams);
    Simulation s = CLSTM.simulate(Workload.ofShape(known, ShapeRatios.circulant(k), 10), o);

    for (UnitUse u : s.units()) {
      double sum = u.busyCycles() + u.stallCycles().values().stream().mapToDouble(d -> d).sum();
      assertThat(sum).as(u.unit()).isCloseTo(s.cyclesPerStep(), within(1e-6));
    }
    for (StageTime t : s.stages()) {
      assertThat(t.parts().values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(t.cycles());
    }
    assertThat(s.utilization()).isBetween(0.0, 1.0);
    assertThat(s.streams()).isEqualTo(streams);
  }

  /** P is 16 as released, or what the DSP blocks allow. */
  @Test
  void blockRowsInParallelFollowTheBudget() {
    assertThat(google(8, "XCKU060").configuration()).startsWith("p=16 ");
    assertThat(google(16, "XCKU060").configuration()).startsWith("p=14 ");
    Workload w = Workload.ofShape(GOOGLE, ShapeRatios.circulant(8), 1);
    Simulation s = CLSTM.simulate(w, MachineOptions.DEFAULT.with("dsp", 500));
    // five units of 20 products a block row; transforms and 12 products of the lanes come first
    assertThat(s.configuration()).startsWith("p=4 ");
    assertThat(s.resources().dsp()).isEqualTo(5 * 4 * 20 + 5 * (2 + 2) + 2 * 6).isLessThan(500);
    assertThatThrownBy(() -> CLSTM.simulate(w, MachineOptions.DEFAULT.with("p", 64)))
        .hasMessageContaining("with p=64")
        .hasMessageContaining("DSP 6432.0 of 3528");
  }

  @Test
  void whatDoesNotRunIsRefusedWithTheReason() {
    refused("gru:8,8", ShapeRatios.circulant(4), "lstm layers alone");
    refused("lstm:8,8", ShapeRatios.uniform(0), "layers.0.wx is dense");
    refused("lstm:8,8", ShapeRatios.uniform(0.5), "layers.0.wx is sparse");
    refused("lstm:8,8", new ShapeRatios(0, 0, 0, 16, 16, 8, 4, 4), "layers.0.wx has blocks of 8");
    refused("lstm:1500,1500x2", ShapeRatios.circulant(4), "of 1323");
  }

  private static void refused(String shape, ShapeRatios ratios, String why) {
    Workload w = Workload.ofShape(shape, ratios, 1);
    assertThatThrownBy(() -> CLSTM.simulate(w, MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining(why);
  }

  private static Simulation google(int k, String device) {
    Workload w = Workload.ofShape(GOOGLE, ShapeRatios.circulant(k), 10);
    return CLSTM.simulate(w, MachineOptions.DEFAULT.withDevice(device));
  }
}
