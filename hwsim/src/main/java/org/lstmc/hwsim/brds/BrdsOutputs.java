package org.lstmc.hwsim.brds;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.hwsim.rtl.RtlOutput;

/** What an engine is expected to give: words of the last layer's state, and when. */
final class BrdsOutputs {
  private final BrdsEngine e;

  BrdsOutputs(BrdsEngine e) {
    this.e = e;
  }

  /** The cycles are those of the timed walk, the values those of the integer datapath. */
  List<RtlOutput> of(BrdsSchedule schedule) {
    List<RtlOutput> outputs = new ArrayList<>();
    int last = e.layers.size() - 1;
    long[][] states =
        e.trace.stream().map(t -> t.layers().get(last).state()).toArray(long[][]::new);
    BrdsTrace trace =
        (unit, step, layer, row, from, to) -> {
          boolean projects = e.design.schedule().layers()[layer].groups() > 0;
          BrdsTrace.Unit writer = projects ? BrdsTrace.Unit.STATE_WRITE : BrdsTrace.Unit.FUNCTION;
          if (layer == last && unit == writer) {
            long written = to - e.config.latency().write();
            outputs.add(new RtlOutput(step, row, written, states[step][row]));
          }
        };
    new BrdsWalk(schedule, trace, null).walk(states.length);
    return outputs;
  }
}
