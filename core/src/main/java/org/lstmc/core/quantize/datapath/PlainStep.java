package org.lstmc.core.quantize.datapath;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.model.TensorNames;
import org.lstmc.core.number.FixedArithmetic;

/** One step of one sequence, written for reading: the datapath that all faster ones must equal. */
final class PlainStep {
  private final IntegerNetwork net;
  private final NetworkState at;
  private final EventCounts events;

  PlainStep(IntegerNetwork net, NetworkState at) {
    this.net = net;
    this.at = at;
    this.events = at.events;
  }

  /** The whole step. */
  StepTrace run(long[] input) {
    List<StepTrace.Layer> traces = layers(input);
    return new StepTrace(traces, logits(traces.get(traces.size() - 1).state()));
  }

  /** The recurrent layers alone; the state moves on. */
  List<StepTrace.Layer> layers(long[] input) {
    List<StepTrace.Layer> traces = new ArrayList<>();
    long[] x = input;
    for (int l = 0; l < at.cell.length; l++) {
      traces.add(PlainCell.of(net, at, l).step(x));
      x = at.state[l].clone();
    }
    return traces;
  }

  /** Raw logits of the last layer's output; none without a dense output. */
  long[] logits(long[] state) {
    if (net.network().classes() == 0) {
      return new long[0];
    }
    FixedMatrix weights = net.tensor(TensorNames.OUTPUT_WEIGHT);
    FixedMatrix bias = net.tensor(TensorNames.OUTPUT_BIAS);
    Accumulator plan = net.outputPlan();
    long[] logits = new long[weights.rows()];
    for (int r = 0; r < logits.length; r++) {
      long sum =
          (weights.dot(r, state) << plan.shifts().get(0))
              + ((long) bias.raw(r) << plan.shifts().get(1));
      events.countOutput(Accumulator.wraps(sum, net.logitFormat()));
      logits[r] = FixedArithmetic.wrap(sum, net.logitFormat().width());
    }
    return logits;
  }
}
