package org.lstmc.hwsim.parts.circulant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lstmc.hwsim.Accelerator;
import org.lstmc.hwsim.Accelerators;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.ShapeRatios;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.UnitTrace;
import org.lstmc.hwsim.Workload;

/**
 * Whole steps of a tiny network, their cycles written out from the rules of docs/machines.md: two
 * inputs, two cells, blocks of two, so four block rows of one block of Wx and one of Wh each.
 *
 * <p>Depths at two points: buffer 2, transform 1 + 1, product 3, addition 1, accumulator 1: 9 from
 * a block's address to its products; back: read with addition 1, transform 1 + 1, write 1: 4. A
 * word through the lanes: buffer 2, z 1, rounding 1, table 2, products 3, addition and rounding 2,
 * tanh 2, product 3, rounding 1, write 1 = 18.
 */
class CirculantTinyStepTest {
  private static final Workload TINY = Workload.ofShape("lstm:2,2", ShapeRatios.circulant(2), 10);

  /**
   * Four gate units of one lane: a block row each.
   *
   * <pre>
   * x comes in one cycle: the stage of the gates begins in 1
   * copy of y(t-1): one block, 1 + write 1 + read 2 - 1 = 3; loop control 2: 5 after its beginning
   * two columns in two beats: the last products 5 + 1 + 9 = 15; control 2: 17
   * transform back of the one row: 17 + 4 = 21; control 2: 23. Gates: 23
   * element-wise, both words at once: 18; control 2: 20
   * exchange of buffers 2: gates 1 .. 24 .. 26, element-wise 26 .. 46 .. 48; h can be read in 44
   * one sequence alone: 25 + 22 = 47 a step. Two sequences: the slower stage and the exchange, 25
   * </pre>
   */
  @Test
  void clstmCountedByHand() {
    MachineOptions o = MachineOptions.DEFAULT.with("p", 1).with("v", 2);
    check("c-lstm", o, 48, 44, 47, 25, 23, 20);
  }

  /**
   * Two elements with a transform back each, all for the gates; no loop control, exchange 1.
   *
   * <pre>
   * x in one cycle: the gates begin in 1; copy 3
   * group 0, two block rows: beats 3 .. 5, products 3 + 1 + 9 = 13, back 13 + 4 = 17
   * group 1: beats 5 .. 7, products 15, back 15 + 4 = 19. Gates: 19; element-wise: 18
   * gates 1 .. 20 .. 21, element-wise 21 .. 39 .. 40; h can be read in 39
   * one sequence alone: 20 + 19 = 39 a step. Two sequences: 20
   * </pre>
   */
  @Test
  void ernnCountedByHand() {
    MachineOptions o = MachineOptions.DEFAULT.with("pe", 2).with("v", 2);
    check("e-rnn", o, 40, 39, 39, 20, 19, 18);
  }

  private static void check(
      String name,
      MachineOptions o,
      long first,
      long readable,
      long alone,
      long interleaved,
      long gates,
      long cells) {
    Accelerator machine = Accelerators.byName(name);
    Simulation two = machine.simulate(TINY, o);
    assertThat(two.stages()).extracting(t -> t.cycles()).containsExactly(gates, cells);
    assertThat(two.firstStepCycles()).isEqualTo(first);
    assertThat(two.cyclesPerStep()).isEqualTo(interleaved);
    assertThat(two.latencyUs() * two.clockMhz()).isEqualTo(2.0 * interleaved);
    Simulation one = machine.simulate(TINY, o.with("streams", 1));
    assertThat(one.cyclesPerStep()).isEqualTo(alone);
    assertThat(one.totalCycles()).isEqualTo(first + 9 * alone);

    List<Long> ends = new ArrayList<>();
    UnitTrace words =
        (unit, what, from, to) -> {
          if (unit.equals("element-wise: lanes")) {
            ends.add(to);
          }
        };
    machine.trace(TINY, o, 1, words);
    assertThat(ends).containsExactly(readable, readable);
  }
}
