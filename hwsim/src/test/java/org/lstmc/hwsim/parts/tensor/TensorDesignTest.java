package org.lstmc.hwsim.parts.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lstmc.core.LstmcException;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Accelerators;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.StageTime;
import org.lstmc.hwsim.TensorShape;
import org.lstmc.hwsim.UnitUse;
import org.lstmc.hwsim.Workload;

/** Layers on the machines: what a step is made of, what does not fit, what is refused. */
class TensorDesignTest {
  private static final ShapeRatios DENSE = new ShapeRatios(0, 0, 0, 16, 16, 0, 0, 0);

  /**
   * 20 inputs, 8 cells. Chain 4*5 to 8*4, rank 2. core2: K = 5, O = (4, 2) = 8, L = 4: one tile.
   * core1: K = (4, 2) = 8, O = 8, L = 4: one tile. Wh: K = 8, O = 32: two tiles, after 8 words of h
   * in one cycle. Cells: 4 gates of one group, 6 on the way.
   */
  @Test
  void aStepByHand() {
    Simulation s = run("tie", "lstm:20,8", "tt:4,5:8,4:2", false, MachineOptions.DEFAULT);
    assertThat(s.stages().stream().map(StageTime::stage))
        .containsExactly("core2", "core1", "h", "Wh", "cells");
    assertThat(s.stages().stream().map(StageTime::cycles))
        .containsExactly(5L + 4, 8L + 4, 1L, 2 * (8L + 4), 4L + 6);
    assertThat(s.cyclesPerStep()).isEqualTo(56);
    assertThat(s.totalCycles()).isEqualTo(56 * s.steps());
    assertThat(s.activity().macs()).isEqualTo(5 * 8 * 4 + 8 * 8 * 4 + 8 * 32);
    for (UnitUse u : s.units()) {
      double idle = u.stallCycles().values().stream().mapToDouble(Double::doubleValue).sum();
      assertThat(u.busyCycles() + idle).isCloseTo(56, within(1e-9));
    }
    Simulation timed =
        run(
            "tie",
            "lstm:20,8",
            "tt:4,5:8,4:2",
            false,
            MachineOptions.DEFAULT.with("framewords", 8));
    assertThat(timed.cyclesPerStep()).isEqualTo(56 + 3);
  }

  /** Joined: 20 + 8 of 30 words; h and two zeros come in, no plain product. */
  @Test
  void aJoinedStepByHand() {
    Simulation s = run("fdht", "lstm:20,8", "tt:6,5:8,4:2", true, MachineOptions.DEFAULT);
    assertThat(s.stages().stream().map(StageTime::stage))
        .containsExactly("vector", "core2", "core1", "cells");
    assertThat(s.stages().get(0).cycles()).isEqualTo(1);
  }

  @Test
  void aLargeMatrixBesideTheChainDoesNotFit() {
    assertThatThrownBy(
            () ->
                run(
                    "tie",
                    "lstm:57600,256",
                    "tt:8,20,20,18:16,4,4,4:4",
                    false,
                    MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("524288 of them for matrices")
        .hasMessageContaining("TIE-28 has 16384")
        .hasMessageContaining("--fully");
  }

  @Test
  void anIntermediateThatDoesNotFitIsRefused() {
    assertThatThrownBy(
            () -> run("fdht", "lstm:57600,16", "tt:240,240:4,16:64", false, MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("layer 0: what core2 leaves has")
        .hasMessageContaining("holds 196608");
  }

  @Test
  void wideWordsAndOtherCellsAreRefused() {
    Workload wide =
        Workload.ofShape(
            "lstm:20,8",
            TensorShape.form("tt:4,5:8,4:2", false),
            new ShapeRatios(0, 0, 0, 18, 16, 0, 0, 0),
            10);
    assertThatThrownBy(() -> Accelerators.byName("tie").simulate(wide, MachineOptions.DEFAULT))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("18 bits");
    Workload gru = Workload.ofShape("gru:20,8", TensorShape.form("tt:4,5:6,4:2", false), DENSE, 10);
    assertThat(Accelerators.byName("fdht").whyNot(gru).orElseThrow()).contains("gru cells");
    Workload dense = Workload.ofShape("lstm:20,8", DENSE, 10);
    assertThat(Accelerators.byName("tie").whyNot(dense).orElseThrow()).contains("decompose");
  }

  @Test
  void machinesForMatricesRefuseTensorNetworks() {
    Workload w = Workload.ofShape("lstm:20,8", TensorShape.form("tt:4,5:8,4:2", false), DENSE, 10);
    List<Accelerator> others =
        Accelerators.all().stream().filter(a -> !(a instanceof TensorAccelerator)).toList();
    assertThat(others).hasSizeGreaterThan(4);
    assertThat(others.stream().filter(a -> a.whyNot(w).orElseThrow().contains("tensor network")))
        .hasSizeGreaterThan(4);
    for (Accelerator a : others) {
      String why = a.whyNot(w).orElseThrow();
      boolean otherKind = w.whyNotKind(a.name(), true).filter(why::equals).isPresent();
      if (!otherKind) {
        // A machine for images says that first: no recurrent layer is its.
        assertThat(why).contains("tensor network").contains("tie");
      }
    }
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(
            () ->
                run(
                    "tie",
                    "lstm:20,8",
                    "tt:4,5:8,4:2",
                    false,
                    MachineOptions.DEFAULT.with("access", "magic")))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("conflict-free, unturned, row-major");
    assertThatThrownBy(
            () ->
                run(
                    "tie",
                    "lstm:20,8",
                    "tt:4,5:8,4:2",
                    false,
                    MachineOptions.DEFAULT.with("split", 3)))
        .isInstanceOf(LstmcException.class)
        .hasMessageContaining("powers of two");
  }

  private static Simulation run(
      String machine, String shape, String tensor, boolean joined, MachineOptions o) {
    Workload w = Workload.ofShape(shape, TensorShape.form(tensor, joined), DENSE, 10);
    return Accelerators.byName(machine).simulate(w, o);
  }
}
