package org.lstmc.hwsim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.NetworkState;
import org.lstmc.core.quantize.datapath.StepTrace;

/** A machine's own execution beside core's integer datapath. */
public final class BitExact {
  private BitExact() {}

  /** Every state, cell and logit is equal, and the run takes the time that was announced. */
  public static void check(Accelerator machine, Model m, Sequence s, MachineOptions o) {
    IntegerNetwork net = IntegerNetwork.of(m);
    NetworkState state = net.newState();
    int last = m.network().layers().size() - 1;
    int size = m.network().input().size();
    Execution e = machine.run(m, s, o);
    for (int t = 0; t < s.length(); t++) {
      StepTrace expected =
          s.tokens() != null
              ? net.step(state, s.tokens()[t])
              : net.step(state, Arrays.copyOfRange(s.features(), t * size, (t + 1) * size));
      assertThat(e.states()[t]).isEqualTo(expected.layers().get(last).state());
      assertThat(e.cells()[t]).isEqualTo(expected.layers().get(last).cell());
      assertThat(e.logits()[t]).isEqualTo(expected.logits());
    }
    Simulation timed = machine.simulate(Workload.of(m, s.length()), o);
    assertThat(e.cycles()).isEqualTo(timed.totalCycles());
  }
}
