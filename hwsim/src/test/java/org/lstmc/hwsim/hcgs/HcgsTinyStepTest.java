package org.lstmc.hwsim.hcgs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.InputSpec;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.QuantizeOptions;
import org.lstmc.hwsim.MachineOptions;
import org.lstmc.hwsim.Simulation;
import org.lstmc.hwsim.TestModels;
import org.lstmc.hwsim.Workload;
import org.lstmc.hwsim.parts.serial.Tight;

/** A whole step of a tiny network, its cycles written out from the rules of docs/machines.md. */
class HcgsTinyStepTest {
  /**
   * Four inputs, four cells, whole matrices in blocks of 4 x 4: one group of cells; in each gate a
   * block of Wx and one of Wh, 16 weights on 8 MACs, two beats. A segment of four words comes in in
   * one cycle, the frame's four words in two; two cells at once.
   *
   * <pre>
   * frame: 0 .. 2. Segment of x for gate i: 2 .. 3
   * i Wx 3 .. 5; when it begins, the segment of h comes in: 3 .. 4; i Wh 5 .. 7
   * f 7 .. 9 .. 11, g 11 .. 13 .. 15, o 15 .. 17 .. 19: every segment is there one block ahead
   * sums 3 after the last beat: 22; cells in two cycles: 22 .. 24; h can be read 6 later: 30
   * step 1: the segment of x came when o Wh began; i Wx 19 .. 21; h is there in 30, its segment in
   * 31: i Wh 31 .. 33, then six blocks of two: 45; 48, 50, h 56; every further step 26
   * </pre>
   */
  @Test
  void countedByHand() {
    Model m = TestModels.model(TestModels.network(InputSpec.features(4), 1, 4, 0, false), 1, 8);
    Model q = TestModels.quantized(m, QuantizeOptions.defaults());
    Sequence s = TestModels.sequence(q.network(), 1, 4);
    MachineOptions o =
        MachineOptions.DEFAULT
            .with("block1", 4)
            .with("block2", 2)
            .with("macs", 8)
            .with("refill", 4)
            .with("framewords", 2)
            .with("celllanes", 2);
    Simulation sim = new HcgsAccelerator().simulate(Workload.of(q, 10), o);
    assertThat(sim.firstStepCycles()).isEqualTo(30);
    assertThat(sim.cyclesPerStep()).isEqualTo(26);
    assertThat(sim.totalCycles()).isEqualTo(30 + 9 * 26);

    HcgsSchedule schedule = HcgsSchedule.of(Workload.of(q, 1), HcgsSettings.of(o));
    Tight.first(() -> HcgsMachine.output(q, schedule, s), q, s, 30);
  }
}
