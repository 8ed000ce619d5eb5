package org.lstmc.hwsim.parts.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lstmc.hwsim.Accelerators;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.TensorShape;
import org.lstmc.hwsim.Workload;

/**
 * Whole steps of tiny networks, their cycles written out from the rules of docs/machines.md: two
 * elements of two MACs, four banks, sums leave in one cycle; one tensor train for [Wx, Wh].
 */
class TensorTinyStepTest {
  private static Simulation step(String machine, String shape, String form) {
    MachineOptions o =
        MachineOptions.DEFAULT
            .with("elements", 2)
            .with("macs", 2)
            .with("banks", 4)
            .with("passcycles", 1);
    if (machine.equals("fdht")) {
      o = o.with("split", 2);
    }
    Workload w = Workload.ofShape(shape, TensorShape.form(form, true), ShapeRatios.uniform(0), 10);
    return Accelerators.byName(machine).simulate(w, o);
  }

  private static void takes(Simulation s, long cycles, Long... stages) {
    assertThat(s.stages()).extracting(t -> t.cycles()).containsExactly(stages);
    assertThat(s.cyclesPerStep()).isEqualTo(cycles);
    assertThat(s.firstStepCycles()).isEqualTo(cycles);
    assertThat(s.totalCycles()).isEqualTo(10 * cycles);
  }

  /**
   * Two inputs, two cells; modes (2, 2) and (4, 2), rank 2. x lies there.
   *
   * <pre>
   * h: two words, two a cycle: 1
   * core2: K = j2 = 2, O = (i2, r) = 4, L = j1 = 2: two tiles of 2 + 1: 6
   * core1: K = (j1, r) = 4, O = i1 = 4, L = i2 = 2: two tiles of 4 + 1: 10
   * cells: two at once, their four gates in turn, 4; way through them 6: 10
   * in all 27. Banks: with (i2, r, j1) in bank 2 j1 + r + 2 i2, a tile's four sums and the two words
   * that core1 reads lie apart, so no cycle needs to wait
   * </pre>
   */
  @Test
  void tieCountedByHand() {
    takes(step("tie", "lstm:2,2", "tt:2,2:4,2:2"), 27, 1L, 6L, 10L, 10L);
  }

  /**
   * Seven inputs, one cell; modes (4, 2) and (4, 1), rank 1: the first product has a single row.
   *
   * <pre>
   * h: one word: 1
   * core2: K = j2 = 2, O = 1, L = j1 = 4. TIE: two tiles of one row by two columns, 2 * (2 + 1) = 6.
   *   FDHT: elements of two columns with one row each, one tile of four columns: 3
   * core1: K = j1 = 4, O = i1 = 4, L = 1: two tiles of two rows, 2 * (4 + 1) = 10; with split
   *   elements it would be four of one row, 20, so FDHT takes whole ones
   * cells: one, four gates in turn, 4 + 6 = 10
   * </pre>
   */
  @Test
  void fdhtCountedByHand() {
    takes(step("tie", "lstm:7,1", "tt:4,2:4,1:1"), 27, 1L, 6L, 10L, 10L);
    takes(step("fdht", "lstm:7,1", "tt:4,2:4,1:1"), 24, 1L, 3L, 10L, 10L);
  }
}
