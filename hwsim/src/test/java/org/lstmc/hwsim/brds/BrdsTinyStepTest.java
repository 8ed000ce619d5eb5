package org.lstmc.hwsim.brds;

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
import org.lstmc.hwsim.device.Devices;
import org.lstmc.hwsim.parts.serial.Tight;

/** A whole step of a tiny network, its cycles written out from the rules of docs/machines.md. */
class BrdsTinyStepTest {
  /**
   * Two inputs, two cells, nothing pruned, one multiplier for Wx and one for Wh in a gate module,
   * absolute indices, two words of x a cycle.
   *
   * <pre>
   * x comes in one cycle and can be read from 1; weights have left their memory (2) in 2
   * a row has two entries and takes two beats. Row 0: 2 .. 4, row 1: 4 .. 6, both parts alike
   * sums: memory 2, product 3, no tree, running sum 1 after the last beat: row 0 3+6 = 9, row 1 11
   * join 1, rounding 1, table 2, f*c and i*g 3, addition 1, rounding 1, tanh 2, o*tanh(c) 3,
   * rounding 1, write 1 = 16: row 0 can be read from 25, row 1 from 11 + 16 = 27
   * step 1: x(1) came long before and its part runs ahead; h waits for row 1 of step 0: 27 .. 29,
   * 29 .. 31; sum of row 1: 30+6 = 36, h 52; every further step 52 - 27 = 25
   * </pre>
   */
  @Test
  void countedByHand() {
    Model m = TestModels.model(TestModels.network(InputSpec.features(2), 1, 2, 0, false), 1, 8);
    Model q = TestModels.quantized(m, QuantizeOptions.defaults());
    Sequence s = TestModels.sequence(q.network(), 1, 4);
    MachineOptions o =
        MachineOptions.DEFAULT
            .with("rx", 1)
            .with("rh", 1)
            .with("index", "absolute")
            .with("xwords", 2);
    Simulation sim = new BrdsAccelerator().simulate(Workload.of(q, 10), o);
    assertThat(sim.firstStepCycles()).isEqualTo(27);
    assertThat(sim.cyclesPerStep()).isEqualTo(25);
    assertThat(sim.totalCycles()).isEqualTo(27 + 9 * 25);

    BrdsSchedule schedule =
        new BrdsSizing(Workload.of(q, 1), BrdsSettings.of(o), Devices.load("XCKU9P"), 0, 0)
            .choose()
            .design()
            .schedule();
    Tight.first(() -> BrdsMachine.output(q, schedule, s), q, s, 27);
  }
}
