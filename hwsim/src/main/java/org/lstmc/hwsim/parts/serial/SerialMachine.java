package org.lstmc.hwsim.parts.serial;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.LstmcException;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.parts.HostSide;
import org.lstmc.hwsim.parts.TimedVector;

/**
 * A serial machine with values: computes what the walk announces, from packed weights and memories
 * that know their cycles, for one of its streams.
 */
public final class SerialMachine implements SerialValues {
  private final SerialSchedule schedule;
  private final Sequence sequence;
  private final HostSide host;
  private final TimedVector input;
  private final List<SerialLayerValues> layers = new ArrayList<>();
  private final long[][] states;
  private final long[][] cells;
  private final long[][] logits;

  private SerialMachine(
      IntegerNetwork net, SerialSchedule schedule, Sequence s, PassProducts.Storage storage) {
    this.schedule = schedule;
    this.sequence = s;
    this.host = new HostSide(net);
    this.input = new TimedVector("x memory", 2, net.network().input().size());
    TimedVector x = input;
    for (int l = 0; l < net.network().layers().size(); l++) {
      SerialLayerValues v =
          new SerialLayerValues(
              net.layerAt(l),
              net.quantization(),
              schedule.layers().get(l),
              schedule.config().lanes(),
              x,
              storage);
      layers.add(v);
      x = v.state;
    }
    states = new long[s.length()][];
    cells = new long[s.length()][];
    logits = new long[s.length()][];
  }

  /** Checks what every run needs before the machine is even built. */
  public static void require(Model model, Sequence sequence) {
    if (model.quantization() == null) {
      throw LstmcException.badInput(
          "model '%s' is not quantized; run 'lstmc quantize' first", model.network().name());
    }
    if (sequence.length() < 1) {
      throw LstmcException.badInput("the sequence has no steps");
    }
  }

  /** Runs a quantized model on a sequence. */
  public static Execution run(
      Model model, SerialSchedule schedule, Sequence sequence, PassProducts.Storage storage) {
    require(model, sequence);
    IntegerNetwork net = IntegerNetwork.of(model);
    if (!net.circulants().isEmpty()) {
      throw LstmcException.unsupported(
          "%s has no transforms, so it cannot compute the numbers of block-circulant %s; e-rnn and"
              + " c-lstm can",
          schedule.config().machine(), String.join(", ", net.circulants().keySet()));
    }
    SerialMachine m = new SerialMachine(net, schedule, sequence, storage);
    long[] ends = new SerialWalk(schedule, null, m).walk(sequence.length());
    return new Execution(m.states, m.cells, m.logits, ends[ends.length - 1]);
  }

  /** The output memory of the last layer after a run, which knows its cycles. */
  static TimedVector output(
      Model model, SerialSchedule schedule, Sequence sequence, PassProducts.Storage storage) {
    SerialMachine m = new SerialMachine(IntegerNetwork.of(model), schedule, sequence, storage);
    new SerialWalk(schedule, null, m).walk(sequence.length());
    return m.layers.get(m.layers.size() - 1).state;
  }

  @Override
  public void input(int step, long first) {
    long[] x = host.input(sequence, step);
    for (int k = 0; k < x.length; k++) {
      long cycle = first + k / schedule.config().xWords();
      input.write(step, k, x[k], cycle, cycle + SerialDepths.WRITE);
    }
  }

  @Override
  public void pass(int step, int layer, int index, long start) {
    Pass p = schedule.layers().get(layer).passes().get(index);
    layers.get(layer).pass(step, index, p, start);
  }

  @Override
  public void phase(int step, int layer, int gate, long start, int depth) {
    SerialLayerValues v = layers.get(layer);
    v.phase(step, gate, start, depth);
    boolean complete = gate == (schedule.layers().get(layer).projects() ? Pass.PROJECTION : 3);
    if (complete && layer == layers.size() - 1) {
      states[step] = v.state.contents(step);
      cells[step] = v.cells();
      logits[step] = host.logits(states[step]);
    }
  }
}
