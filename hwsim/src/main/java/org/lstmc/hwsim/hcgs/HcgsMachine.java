package org.lstmc.hwsim.hcgs;

import java.util.ArrayList;
import java.util.List;
import org.lstmc.core.data.Sequence;
import org.lstmc.core.model.Model;
import org.lstmc.core.quantize.datapath.IntegerNetwork;
import org.lstmc.hwsim.Execution;
import org.lstmc.hwsim.parts.HostSide;
import org.lstmc.hwsim.parts.TimedVector;

/** The machine with values: computes what the walk announces, from packed block memories. */
final class HcgsMachine implements HcgsValues {
  private final HcgsSchedule schedule;
  private final Sequence sequence;
  private final HostSide host;
  private final TimedVector frames;
  private final List<HcgsLayerValues> layers = new ArrayList<>();
  private final long[][] states;
  private final long[][] cells;
  private final long[][] logits;

  private HcgsMachine(IntegerNetwork net, HcgsSchedule schedule, Sequence sequence) {
    this.schedule = schedule;
    this.sequence = sequence;
    this.host = new HostSide(net);
    this.frames = new TimedVector("frame memory", 2, schedule.frameWords());
    TimedVector x = frames;
    for (int l = 0; l < schedule.layers().size(); l++) {
      HcgsLayerValues v =
          new HcgsLayerValues(
              net.layerAt(l), net.quantization(), schedule.layers().get(l), schedule.settings(), x);
      layers.add(v);
      x = v.state;
    }
    this.states = new long[sequence.length()][];
    this.cells = new long[sequence.length()][];
    this.logits = new long[sequence.length()][];
  }

  static Execution run(Model model, HcgsSchedule schedule, Sequence sequence) {
    HcgsMachine m = new HcgsMachine(IntegerNetwork.of(model), schedule, sequence);
    long[] ends = new HcgsWalk(schedule, m).walk(sequence.length());
    return new Execution(m.states, m.cells, m.logits, ends[ends.length - 1]);
  }

  /** The memory of the last layer's output after a sequence, with the cycles of its words. */
  static TimedVector output(Model model, HcgsSchedule schedule, Sequence sequence) {
    HcgsMachine m = new HcgsMachine(IntegerNetwork.of(model), schedule, sequence);
    new HcgsWalk(schedule, m).walk(sequence.length());
    return m.layers.get(m.layers.size() - 1).state;
  }

  @Override
  public void frame(int step, long first, long readable) {
    long[] x = host.input(sequence, step);
    HcgsSettings s = schedule.settings();
    for (int k = 0; k < x.length; k++) {
      long cycle = s.ideal() ? first : first + k / s.frameWords();
      frames.write(step, k, x[k], cycle, readable);
    }
  }

  @Override
  public void block(int step, int layer, int group, int gate, int index, long refill, long first) {
    layers.get(layer).block(step, group, gate, index, refill);
  }

  @Override
  public void cells(int step, int layer, int group, long start, long readable) {
    HcgsLayerValues v = layers.get(layer);
    v.cells(step, group, start, readable);
    boolean last = layer == layers.size() - 1;
    if (last && group == schedule.layers().get(layer).groups() - 1) {
      states[step] = v.state.contents(step);
      cells[step] = v.cells();
      logits[step] = host.logits(states[step]);
    }
  }
}
