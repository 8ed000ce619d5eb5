package org.lstmc.hwsim.brds;

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
 * The engine with values: computes what the timed walk announces, from packed weight memories and
 * memories that know their cycles.
 */
final class BrdsMachine implements BrdsValues {
  private final BrdsSchedule schedule;
  private final Sequence sequence;
  private final HostSide host;
  private final TimedVector input;
  private final List<BrdsLayerValues> layers = new ArrayList<>();
  private final long[][] states;
  private final long[][] cells;
  private final long[][] logits;

  private BrdsMachine(IntegerNetwork net, BrdsSchedule schedule, Sequence sequence) {
    this.schedule = schedule;
    this.sequence = sequence;
    this.host = new HostSide(net);
    this.input = new TimedVector("x memory", 2, net.network().input().size());
    TimedVector x = input;
    for (int l = 0; l < net.network().layers().size(); l++) {
      BrdsLayerValues v =
          new BrdsLayerValues(net.layerAt(l), net.quantization(), schedule.config(), x);
      layers.add(v);
      x = v.state;
    }
    this.states = new long[sequence.length()][];
    this.cells = new long[sequence.length()][];
    this.logits = new long[sequence.length()][];
  }

  static Execution run(Model model, BrdsSchedule schedule, Sequence sequence) {
    IntegerNetwork net = IntegerNetwork.of(model);
    if (!net.circulants().isEmpty()) {
      throw LstmcException.unsupported(
          "brds has no transforms, so it cannot compute the numbers of block-circulant %s; e-rnn and"
              + " c-lstm can",
          String.join(", ", net.circulants().keySet()));
    }
    BrdsMachine m = new BrdsMachine(net, schedule, sequence);
    long[] ends = new BrdsWalk(schedule, null, m).walk(sequence.length());
    long cycles = ends.length == 0 ? 0 : ends[ends.length - 1];
    return new Execution(m.states, m.cells, m.logits, cycles);
  }

  /** The memory of the last layer's output after a sequence, with the cycles of its words. */
  static TimedVector output(Model model, BrdsSchedule schedule, Sequence sequence) {
    BrdsMachine m = new BrdsMachine(IntegerNetwork.of(model), schedule, sequence);
    new BrdsWalk(schedule, null, m).walk(sequence.length());
    return m.layers.get(m.layers.size() - 1).state;
  }

  @Override
  public void input(int step, long first, long readable) {
    long[] x = host.input(sequence, step);
    int perCycle = schedule.config().xWordsPerCycle();
    for (int k = 0; k < x.length; k++) {
      long cycle = first + k / perCycle;
      input.write(step, k, x[k], cycle, cycle + schedule.config().latency().write());
    }
  }

  @Override
  public void xPart(int step, int layer, int row, long first, long last) {
    layers.get(layer).xPart(step, row, first);
  }

  @Override
  public void hPart(int step, int layer, int row, long first, long last) {
    layers.get(layer).hPart(step, row, first);
  }

  @Override
  public void join(int step, int layer, int row, long join, long readable) {
    layers.get(layer).join(step, row, join, readable);
    boolean last = row == schedule.layers()[layer].cells() - 1;
    if (last && schedule.layers()[layer].groups() == 0) {
      finish(step, layer);
    }
  }

  @Override
  public void projection(int step, int layer, int group, long first, long last) {
    layers.get(layer).project(group, first);
  }

  @Override
  public void projected(int step, int layer, int word, long readable) {
    layers.get(layer).projected(step, word, readable);
    if (word == schedule.layers()[layer].stateWords() - 1) {
      finish(step, layer);
    }
  }

  private void finish(int step, int layer) {
    if (layer == layers.size() - 1) {
      BrdsLayerValues v = layers.get(layer);
      states[step] = v.state.contents(step);
      cells[step] = v.cells();
      logits[step] = host.logits(states[step]);
    }
  }
}
