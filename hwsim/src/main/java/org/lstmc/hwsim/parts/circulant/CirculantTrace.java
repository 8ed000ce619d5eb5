package org.lstmc.hwsim.parts.circulant;

import java.util.ArrayList;
import java.util.List;

/**
 * When each output word of one sequence alone can first be read: the machine's own walk, without
 * values. What an exported machine must show in the same cycles.
 */
public final class CirculantTrace implements SlotWalk.Listener, FrameValues {
  private final CirculantSchedule schedule;
  private final List<Output> outputs = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private SlotWalk.Frame now;
  private boolean last;
  private long cycles;

  /**
   * A word of the last layer's output.
   *
   * @param step time step
   * @param unit word of the output
   * @param cycle first cycle in which it can be read; cycle 0 is that of the first input word
   */
  public record Output(int step, int unit, long cycle) {}

  /** A frame: one layer's work for one time step. */
  public record Frame(int layer, int step) {}

  private CirculantTrace(CirculantSchedule schedule) {
    this.schedule = schedule;
  }

  /** The walk of a design for so many steps. */
  public static CirculantTrace of(CirculantDesign design, int steps) {
    CirculantTrace t = new CirculantTrace(design.schedule());
    long beats = t.schedule.inputBeats(design.workload());
    long[] ends = SlotWalk.ends(t.schedule, beats, steps, t);
    t.cycles = ends[steps - 1];
    return t;
  }

  /** Output words in the order in which they come. */
  public List<Output> outputs() {
    return List.copyOf(outputs);
  }

  /** Frames in the order in which they pass every stage. */
  public List<Frame> frames() {
    return List.copyOf(frames);
  }

  /** Cycles of the whole run. */
  public long cycles() {
    return cycles;
  }

  @Override
  public void input(int step, long first) {}

  @Override
  public void stage(SlotWalk.Frame f, int stage, long start) {
    List<Stage> stages = schedule.layers().get(f.layer());
    now = f;
    if (stage == 0) {
      frames.add(new Frame(f.layer(), f.step()));
    }
    last = f.layer() == schedule.layers().size() - 1 && stage == stages.size() - 1;
    StageWalk.walk(stages.get(stage), schedule.config().depths(), this, start);
  }

  @Override
  public void copy(Stage.Mvm stage, long first) {}

  @Override
  public void group(MvmPass pass, MvmUnit unit, int group, long first, long readable) {}

  @Override
  public void back(MvmPass pass, int blockRow, long cycle, long readable) {
    for (int n = 0; last && n < pass.block(); n++) {
      outputs.add(new Output(now.step(), blockRow * pass.block() + n, readable));
    }
  }

  @Override
  public void word(Stage.Vector stage, int word, long cycle, long readable) {
    if (last) {
      outputs.add(new Output(now.step(), word, readable));
    }
  }
}
