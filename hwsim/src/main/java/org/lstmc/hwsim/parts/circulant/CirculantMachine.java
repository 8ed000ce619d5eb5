package org.lstmc.hwsim.parts.circulant;

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
 * The machine with values: computes what the timed walks announce, for one sequence alone, from
 * weight memories in the machine's order and buffers that know their cycles.
 */
public final class CirculantMachine implements SlotWalk.Listener {
  /** x of a frame is still read two exchanges after the first stage's, by a candidate. */
  private static final int INPUT_BANKS = 4;

  private final CirculantSchedule schedule;
  private final Sequence sequence;
  private final HostSide host;
  private final TimedVector input;
  private final List<LayerValues> layers = new ArrayList<>();
  private final long[][] states;
  private final long[][] cells;
  private final long[][] logits;

  private CirculantMachine(IntegerNetwork net, CirculantSchedule schedule, Sequence sequence) {
    this.schedule = schedule;
    this.sequence = sequence;
    this.host = new HostSide(net);
    this.input = new TimedVector("x memory", INPUT_BANKS, net.network().input().size());
    TimedVector source = input;
    for (int l = 0; l < net.network().layers().size(); l++) {
      LayerValues v =
          new LayerValues(
              net.layerAt(l),
              net.quantization(),
              schedule.layers().get(l),
              schedule.config().depths(),
              source,
              l > 0);
      layers.add(v);
      source = v.state();
    }
    states = new long[sequence.length()][];
    cells = new long[sequence.length()][];
    logits = new long[sequence.length()][];
  }

  /** Runs a quantized model on a sequence. */
  public static Execution run(Model model, CirculantDesign design, Sequence sequence) {
    if (model.quantization() == null) {
      throw LstmcException.badInput(
          "model '%s' is not quantized; run 'lstmc quantize' first", model.network().name());
    }
    if (sequence.length() < 1) {
      throw LstmcException.badInput("the sequence has no steps");
    }
    CirculantSchedule schedule = design.schedule();
    CirculantMachine m = new CirculantMachine(IntegerNetwork.of(model), schedule, sequence);
    long beats = schedule.inputBeats(design.workload());
    long[] ends = SlotWalk.ends(schedule, beats, sequence.length(), m);
    return new Execution(m.states, m.cells, m.logits, ends[ends.length - 1]);
  }

  @Override
  public void input(int step, long first) {
    long[] x = host.input(sequence, step);
    int perCycle = schedule.config().xWordsPerCycle();
    for (int k = 0; k < x.length; k++) {
      long cycle = first + k / perCycle;
      input.write(step, k, x[k], cycle, cycle + schedule.config().depths().write());
    }
  }

  @Override
  public void stage(SlotWalk.Frame frame, int stage, long start) {
    List<Stage> stages = schedule.layers().get(frame.layer());
    LayerValues values = layers.get(frame.layer()).at(frame.step());
    StageWalk.walk(stages.get(stage), schedule.config().depths(), values, start);
    if (stage == stages.size() - 1 && frame.layer() == layers.size() - 1) {
      states[frame.step()] = values.state().contents(frame.step());
      cells[frame.step()] = values.cells();
      logits[frame.step()] = host.logits(states[frame.step()]);
    }
  }
}
