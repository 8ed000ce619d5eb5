package org.lstmc.hwsim.swm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.UnitUse;
import org.lstmc.hwsim.Workload;

/** What the engine is made of, what it refuses, and what a batch does to it. */
class SwmDesignTest {
  private static final MachineOptions O = MachineOptions.DEFAULT;
  private static final String MLP = "16x16x1:128-128-10";

  private static Workload shape(String shape, Integer... blocks) {
    return Workload.ofShape(shape, ShapeRatios.images(blocks), 1);
  }

  /**
   * An image of 3 x 3 x 4, 4 filters of 2 x 2 in a block of 4, pooling, 4 to 2; lanes for one
   * block, 12 real products. Words moved, by hand: 9 pixels in and transformed, 4 output pixels of
   * 4 taps, 4 sums, one pixel stored and read, two dot products of 4.
   */
  @Test
  void memoriesAndTheirTrafficByHand() {
    Workload w = shape("3x3x4:4C2-MP2-2", 4, 0);
    SwmConfig c =
        new SwmConfig(SwmLayer.of(w), w.forward().get(0).input(), new SwmArray(0, 3, 4), 1, 1, 0);
    int sumBits = 12 + 12 + 5;
    assertThat(SwmMemories.of(c))
        .containsExactlyInAnyOrder(
            new SwmMemory("weight spectra", 4, 4 * 12, 4 * 4 * 12, 16, 0),
            new SwmMemory("weights", 1, 8 * 12, 8 * 12, 1, 0),
            new SwmMemory("image buffer", 18, 4 * 12, 72 * 12, 9, 9),
            new SwmMemory("maps, even layers", 1, 4 * 12, 4 * 12, 1, 1),
            new SwmMemory("spectra buffer", 18, 4 * 12, 72 * 12, 16, 9),
            new SwmMemory("sum buffer", 8, 4 * sumBits, 32 * sumBits, 4, 4),
            new SwmMemory("biases", 2, 4 * 12, 6 * 12, 4.5, 0));
    assertThat(SwmMemories.modelBits(c.layers())).isEqualTo((16 + 8 + 6) * 12);
  }

  @Test
  void aModelBeyondTheChipIsRefusedWithBothNumbers() {
    for (Accelerator machine : List.of(new SwmAccelerator(), new SwmAsicAccelerator())) {
      boolean chip = machine.name().equals("swm-asic");
      assertThatThrownBy(() -> machine.simulate(shape("1x1x4096:8192-10", 2, 0), O))
          .isInstanceOfSatisfying(
              LstmcException.class,
              e -> assertThat(e.kind()).isEqualTo(LstmcException.Kind.UNSUPPORTED))
          .hasMessageContaining(chip ? "chip CIRCNN-45 has 1048576" : "5CEA9 has 10944 Kb")
          .hasMessageContaining(chip ? "takes 25301007 bytes" : "takes 197665 Kb");
    }
    MachineOptions many = O.with("batch", 4096);
    assertThatThrownBy(() -> new SwmAccelerator().simulate(shape(MLP, 64), many))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("in batches of 4096: needed BRAM36")
        .hasMessageContaining("image buffer");
  }

  @Test
  void whatItCannotDoIsSaid() {
    Workload pooled = shape("8x8x4:MP2-4C2-2", 4, 0);
    assertThat(new SwmAccelerator().whyNot(pooled))
        .hasValueSatisfying(w -> assertThat(w).contains("before the first of them"));
    assertThatThrownBy(() -> new SwmAccelerator().simulate(shape(MLP), O.with("rx", 1)))
        .hasMessageContaining("swm has no setting 'rx'")
        .hasMessageContaining("butterflies");
    assertThatThrownBy(() -> new SwmAsicAccelerator().simulate(shape(MLP), O.with("dsp", 1)))
        .hasMessageContaining("swm-asic has no setting 'dsp'");
  }

  @Test
  void aLargerBatchFillsThePipelineLessOften() {
    double last = Double.MAX_VALUE;
    for (int batch : new int[] {2, 10, 50, 200}) {
      Simulation s = new SwmAccelerator().simulate(shape(MLP, 128), O.with("batch", batch));
      assertThat(s.cyclesPerStep()).isLessThan(last);
      assertThat(s.streams()).isEqualTo(batch);
      assertThat(s.latencyUs()).isCloseTo(batch * s.cyclesPerStep() / 200, within(1e-9));
      assertThat(s.resources().dsp()).isLessThanOrEqualTo(670);
      for (UnitUse u : s.units()) {
        double all = u.busyCycles();
        for (double idle : u.stallCycles().values()) {
          assertThat(idle).as(u.unit()).isNotNegative();
          all += idle;
        }
        assertThat(all).as(u.unit()).isCloseTo(s.cyclesPerStep(), within(1e-6));
      }
      last = s.cyclesPerStep();
    }
  }

  @Test
  void imagesThatComeSlowlySetThePace() {
    Simulation s = new SwmAccelerator().simulate(shape(MLP, 64), O.with("imagewords", 1));
    assertThat(s.cyclesPerStep()).isEqualTo(256);
    assertThat(s.boundBy()).contains("image stream");
    assertThat(s.activity().ioBits()).isGreaterThan(256 * 12);
  }

  @Test
  void fewerDspBlocksMakeASlowerEngine() {
    Simulation all = new SwmAccelerator().simulate(shape(MLP, 64), O);
    Simulation few = new SwmAccelerator().simulate(shape(MLP, 64), O.with("dsp", 100));
    assertThat(few.resources().dsp()).isLessThanOrEqualTo(100);
    assertThat(few.cyclesPerStep()).isGreaterThan(all.cyclesPerStep());
    Simulation kintex = new SwmAccelerator().simulate(shape(MLP, 64), O.withDevice("kintex-7"));
    assertThat(kintex.device()).isEqualTo("XC7K325T");
    assertThat(kintex.cyclesPerStep()).isLessThanOrEqualTo(all.cyclesPerStep());
  }

  /** Products by hand: 2 + 1 blocks of 128, then 1,280 of the logits; 3 blocks in, 2 out. */
  @Test
  void workIsThatOfTheSpectra() {
    Simulation s = new SwmAccelerator().simulate(shape(MLP, 128), O);
    assertThat(s.activity().macs()).isEqualTo(3 * 254 + 1280);
    assertThat(s.activity().transformProducts()).isEqualTo(5 * 454);
    assertThat(s.effectiveGops())
        .isCloseTo(2e-9 * (256 * 128 + 128 * 128 + 1280) * s.framesPerSecond(), within(1e-6));
    assertThat(SwmArray.butterflies(128)).isEqualTo(129);
  }
}
