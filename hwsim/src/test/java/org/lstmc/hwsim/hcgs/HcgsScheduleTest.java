package org.lstmc.hwsim.hcgs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lstmc.core.compress.hcgs.BlockLevels;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.UnitUse;
import org.lstmc.hwsim.Workload;

/** Cycles of the walk against closed formulas. */
class HcgsScheduleTest {
  private static final HcgsAccelerator HCGS = new HcgsAccelerator();

  /** Sum over layers of 4H(I+H)/16/64, and what the papers count of it at 80 MHz. */
  @ParameterizedTest
  @CsvSource({"2,3952", "3,6000"})
  void withoutOverheadsTheKeptWeightsAloneCount(int layers, long cycles) {
    for (int block : new int[] {16, 128}) {
      Workload w = paper(layers, block);
      Simulation s = HCGS.simulate(w, MachineOptions.DEFAULT.with("overheads", "none"));
      assertThat(s.cyclesPerStep()).isEqualTo(cycles);
      assertThat(s.totalCycles()).isEqualTo(w.steps() * cycles);
      assertThat(s.effectiveGops()).isCloseTo(163.84, within(1e-6));
      assertThat(s.gops()).isCloseTo(10.24, within(1e-6));
      assertThat(s.utilization()).isCloseTo(1.0, within(1e-12));
    }
  }

  /**
   * One set of accumulators: the closed formula of the reference, section 1b: blocks on the MACs +
   * H/lanes cell cycles + pipeline. The pipeline drains once a group; once a layer but the first
   * the next layer waits for the last h and its first segment.
   */
  @Property(tries = 200)
  void oneSetOfAccumulators(
      @ForAll @IntRange(min = 2, max = 4) int layers,
      @ForAll @IntRange(min = 1, max = 4) int hiddenBlocks,
      @ForAll @IntRange(min = 1, max = 60) int inputs,
      @ForAll @IntRange(min = 1, max = 9) int lanes,
      @ForAll @IntRange(min = 1, max = 3) int cellCycles,
      @ForAll @IntRange(min = 1, max = 16) int macs) {
    int hidden = 16 * hiddenBlocks;
    Workload w =
        Workload.ofShape(
            "lstm:" + inputs + "," + hidden + "x" + layers,
            ShapeRatios.hcgs(new BlockLevels(16, 4, 1, 2)),
            5);
    MachineOptions o =
        MachineOptions.DEFAULT
            .with("macs", macs)
            .with("celllanes", lanes)
            .with("cellcycles", cellCycles)
            .with("refill", 16)
            .with("framewords", 64)
            .with("accumulators", 1);
    long expected = 0;
    int input = (inputs + 15) / 16;
    for (int l = 0; l < layers; l++) {
      long blocks = 4L * hiddenBlocks * (input + hiddenBlocks);
      long beats = blocks * ((16 * 2 * 4 + macs - 1) / macs);
      long cells = (long) hiddenBlocks * ((16 + lanes - 1) / lanes) * cellCycles;
      expected += beats + cells + 3L * hiddenBlocks + (l == 0 ? 0 : 6 + 1);
      input = hiddenBlocks;
    }
    assertThat(HCGS.simulate(w, o).cyclesPerStep()).isEqualTo(expected);
  }

  /** Two sets: only the last group of a layer shows, and only to the layer after it. */
  @ParameterizedTest
  @CsvSource({"2,128", "3,128", "2,16", "3,16"})
  void twoSetsOfAccumulators(int layers, int block) {
    Simulation s =
        HCGS.simulate(paper(layers, block), MachineOptions.DEFAULT.with("refill", block));
    int columns = (440 + block - 1) / block * block;
    long beats = 2048L * (columns + 512) / 16 / 64 + (layers - 1) * 2048L * 1024 / 16 / 64;
    long tail = 3L + block / 4 + 6 + 1;
    assertThat(s.cyclesPerStep()).isEqualTo(beats + (layers - 1) * tail);
  }

  /** One layer must have h(t-1): the x blocks of the first gate run meanwhile, no more. */
  @Test
  void oneLayerWaitsForItsOwnState() {
    Workload w = Workload.ofShape("lstm:16,32", ShapeRatios.hcgs(new BlockLevels(16, 4, 1, 1)), 5);
    Simulation s = HCGS.simulate(w, MachineOptions.DEFAULT.with("framewords", 16));
    // 4 gates x 2 groups x (1 + 2) blocks of 256 weights; 3 + 16/4 + 6 - 4 beats of x; segment 2
    assertThat(s.cyclesPerStep()).isEqualTo(8 * 3 * 4 + (3 + 4 + 6 - 4) + 2);
  }

  @Property(tries = 60)
  void cyclesOfEveryUnitAddUpToTheStep(
      @ForAll @IntRange(min = 1, max = 3) int layers,
      @ForAll @IntRange(min = 1, max = 70) int inputs,
      @ForAll @IntRange(min = 1, max = 3) int hiddenBlocks,
      @ForAll @IntRange(min = 1, max = 8) int macs,
      @ForAll @IntRange(min = 1, max = 3) int sets,
      @ForAll @IntRange(min = 1, max = 5) int refill) {
    Workload w =
        Workload.ofShape(
            "lstm:" + inputs + "," + 8 * hiddenBlocks + "x" + layers,
            ShapeRatios.hcgs(new BlockLevels(8, 2, 1, 4)),
            700);
    MachineOptions o =
        MachineOptions.DEFAULT
            .with("macs", macs)
            .with("accumulators", sets)
            .with("refill", refill)
            .with("cellcycles", 5);
    Simulation s = HCGS.simulate(w, o);
    for (UnitUse u : s.units()) {
      double stalls = u.stallCycles().values().stream().mapToDouble(Double::doubleValue).sum();
      assertThat(u.busyCycles() + stalls).isCloseTo(s.cyclesPerStep(), within(1e-6));
      assertThat(u.stallCycles().values()).allSatisfy(c -> assertThat(c).isNotNegative());
    }
    // from the walk's end on, all steps are alike
    HcgsSchedule schedule = HcgsSchedule.of(w, HcgsSettings.of(o));
    assertThat(s.totalCycles()).isEqualTo(new HcgsWalk(schedule, null).walk(700)[699]);
  }

  private static Workload paper(int layers, int block) {
    return Workload.ofShape(
        "lstm:440,512x" + layers,
        ShapeRatios.hcgs(new BlockLevels(block, block == 16 ? 4 : 8, 4, 4)),
        100);
  }
}
