package org.lstmc.hwsim.parts.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.Supplier;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.core.quantize.datapath.NetworkState;
import org.lstmc.hwsim.parts.TimedVector;

/** A first step's output: right in a cycle, and not there one cycle before. */
public final class Tight {
  private Tight() {}

  /** The last word of the first step's output can be read from cycle {@code t} on, not earlier. */
  public static void first(
      SerialDesign d, Model m, Sequence s, PassProducts.Storage storage, long t) {
    SerialSchedule schedule = d.schedule();
    assertThat(d.timing().stepEnds()[0]).isEqualTo(t);
    first(() -> SerialMachine.output(m, schedule, s, storage), m, s, t);
  }

  /**
   * The same of any machine.
   *
   * @param output runs the machine and gives the memory of its output
   */
  public static void first(Supplier<TimedVector> output, Model m, Sequence s, long t) {
    IntegerNetwork net = IntegerNetwork.of(m);
    NetworkState state = net.newState();
    net.step(state, Arrays.copyOf(s.features(), m.network().input().size()));
    long[] right = state.state(m.network().layers().size() - 1);

    assertThatThrownBy(() -> output.get().read(0, right.length - 1, t - 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("allowed from cycle " + t);
    assertThat(output.get().read(0, right.length - 1, t)).isEqualTo(right[right.length - 1]);
  }
}
