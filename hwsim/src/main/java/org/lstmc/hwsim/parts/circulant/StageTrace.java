package org.lstmc.hwsim.parts.circulant;

import org.lstmc.hwsim.UnitTrace;

/** Tells of every interval in which the units of the coarse stages work, one sequence alone. */
public final class StageTrace implements SlotWalk.Listener, FrameValues {
  private final CirculantSchedule schedule;
  private final long inputBeats;
  private final UnitTrace to;
  private String where;

  private StageTrace(CirculantSchedule schedule, long inputBeats, UnitTrace to) {
    this.schedule = schedule;
    this.inputBeats = inputBeats;
    this.to = to;
  }

  /** Walks a design for so many steps. */
  public static void of(CirculantDesign design, int steps, UnitTrace to) {
    CirculantSchedule schedule = design.schedule();
    long beats = schedule.inputBeats(design.workload());
    SlotWalk.ends(schedule, beats, steps, new StageTrace(schedule, beats, to));
  }

  @Override
  public void input(int step, long first) {
    to.interval("x stream", "step " + step, first, first + inputBeats);
  }

  @Override
  public void stage(SlotWalk.Frame f, int stage, long start) {
    where = "layer " + f.layer() + " stage " + stage;
    Stage work = schedule.layers().get(f.layer()).get(stage);
    StageWalk.walk(work, schedule.config().depths(), this, start);
  }

  @Override
  public void copy(Stage.Mvm stage, long first) {
    to.interval(where + " copy of outputs", "first word", first, first + 1);
  }

  @Override
  public void group(MvmPass pass, MvmUnit unit, int group, long first, long readable) {
    to.interval(where + " products", "group " + group, first, readable);
  }

  @Override
  public void back(MvmPass pass, int blockRow, long cycle, long readable) {
    to.interval(where + " transform back", "block row " + blockRow, cycle, readable);
  }

  @Override
  public void word(Stage.Vector stage, int word, long cycle, long readable) {
    to.interval(where + " element-wise", "word " + word, cycle, readable);
  }
}
